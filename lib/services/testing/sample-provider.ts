import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import type { ServiceContext } from "../context";
import { createProvider } from "../providers";
import { createSigningKey } from "../signing-keys";

/** A config document that passes every rule of PROTOCOL 6; `changes` replace members. */
export function sampleConfig(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    check_type: "INDIVIDUAL_CUSTOM",
    check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 60 },
    pricing: { supports_reselling: false, maximum_cost: 0 },
    supported_countries: ["GBR", "DEU"],
    credentials: { fields: [{ type: "password", name: "api_token", label: "API token" }] },
    config: { fields: [{ type: "boolean", name: "strict", label: "Strict", default: false }] },
    ...changes,
  };
}

/** An individual as Maxsight sends one; nothing here is about a real person. */
export function sampleIndividual(): Record<string, unknown> {
  return {
    entity_type: "INDIVIDUAL",
    personal_details: { name: { given_names: ["Ada"], family_name: "Musterfrau" }, dob: "1990-01-31" },
    address_history: [
      {
        address: {
          type: "STRUCTURED",
          country: "GBR",
          postal_code: "A1 1AA",
          postal_town: "Sampleton",
          route: "High St",
          street_number: 1,
        },
      },
    ],
    contact_details: { email: "ada@example.com", phone_number: "0131 496 0007" },
  };
}

export type SampleProvider = { slug: string; providerId: string; secret: string; signingKey: SigningKey };

let counter = 0;

/** A live provider with one key of environment `custom`, in the tenant of `ctx`. */
export async function createSampleProvider(
  ctx: ServiceContext,
  options: {
    config?: Record<string, unknown>;
    connector?: Record<string, unknown>;
    apiBaseUrl?: string;
    status?: "live" | "draft";
  } = {},
): Promise<SampleProvider> {
  counter += 1;
  const slug = `sample-${process.pid}-${counter}-${Math.floor(performance.now())}`;
  const provider = await createProvider(ctx, {
    slug,
    name: "Sample provider",
    config: sampleConfig(options.config),
    connector: options.connector ?? { kind: "demo" },
    status: options.status ?? "live",
  });
  const key = await createSigningKey(ctx, slug, {
    environment: "custom",
    api_base_url: options.apiBaseUrl ?? "http://127.0.0.1:9",
  });
  return { slug, providerId: provider.id, secret: key.secret, signingKey: parseSecret(key.secret) };
}
