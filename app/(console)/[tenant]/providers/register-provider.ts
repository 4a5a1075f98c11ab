import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import { configOf, connectorOf, type ProviderFormValues } from "@/components/provider/form-values";
import type { CreatedProvider } from "@/components/provider/provider-created";
import { AppError, InvalidInputError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse-input";
import type { ServiceContext } from "@/lib/services/context";
import { createProvider, CreateProviderInput, type Provider } from "@/lib/services/providers";
import { createSigningKey, CreateSigningKeyInput } from "@/lib/services/signing-keys";

/**
 * A draft with its first key; it goes live once its version is validated. Two verbs, so the second may fail alone: then the provider is there and the answer
 * says what is wrong with the key.
 */
export async function registerProvider(
  ctx: ServiceContext,
  values: ProviderFormValues,
): Promise<CreatedProvider> {
  const read = connectorOf(values);
  if ("problem" in read)
    throw new InvalidInputError(read.problem, [{ path: "/connector", message: read.problem }]);
  const input = parseInput(CreateProviderInput, {
    slug: values.slug.trim(),
    name: values.name.trim(),
    config: configOf(values),
    connector: read.connector,
    status: "draft",
  });
  const keyInput = parseInput(CreateSigningKeyInput, {
    environment: values.environment,
    ...(values.environment === "custom" ? { api_base_url: values.apiBaseUrl.trim() } : {}),
    ...(values.secret.trim() ? { secret: values.secret.trim() } : {}),
  });
  const provider = await createProvider(ctx, input);
  return withFirstKey(ctx, provider, keyInput);
}

async function withFirstKey(
  ctx: ServiceContext,
  { slug, name, url }: Provider,
  input: CreateSigningKeyInput,
): Promise<CreatedProvider> {
  try {
    const { keyId, secret, environment } = await createSigningKey(ctx, slug, input);
    return {
      slug,
      name,
      url,
      key: { keyId, secret, environment: ENVIRONMENT_NAMES[environment] },
      keyProblem: null,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { slug, name, url, key: null, keyProblem: error.message };
  }
}
