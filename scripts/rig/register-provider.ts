import { IntegrationClient } from "@/lib/simulator/client";
import type { Integration } from "@/lib/simulator/integration";
import { readIntegration } from "@/lib/simulator/read-integration";
import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import type { ApiCall } from "./open-rig";

/** A provider as Maxsight knows it after registration. */
export type RegisteredProvider = {
  slug: string;
  id: string;
  url: string;
  secret: string;
  signingKey: SigningKey;
  integration: Integration;
};

export type ProviderWish = {
  slug: string;
  /** `check_template` of PROTOCOL 6.3. */
  template: Record<string, unknown>;
  connector: Record<string, unknown>;
  /** Where its Maxsight is. */
  apiBaseUrl: string;
  secrets?: Record<string, string>;
};

/** Registers a provider over the management API, with one key, and reads back what Maxsight would. */
export async function registerProvider(api: ApiCall, wish: ProviderWish): Promise<RegisteredProvider> {
  const { slug } = wish;
  const provider = (await api("POST", "/providers", {
    slug,
    name: slug,
    config: {
      check_type: "INDIVIDUAL_CUSTOM",
      check_template: wish.template,
      pricing: { supports_reselling: false, maximum_cost: 0 },
      supported_countries: ["GBR"],
      credentials: { fields: [{ type: "password", name: "api_token", label: "API token" }] },
      config: { fields: [] },
    },
    connector: wish.connector,
  })) as { id: string; url: string };
  for (const [name, value] of Object.entries(wish.secrets ?? {}))
    await api("PUT", `/providers/${slug}/secrets/${name}`, { value });
  const key = (await api("POST", `/providers/${slug}/keys`, {
    environment: "custom",
    api_base_url: wish.apiBaseUrl,
  })) as { secret: string };
  const signingKey = parseSecret(key.secret);
  const read = await readIntegration(new IntegrationClient({ baseUrl: provider.url, signingKey }));
  if (!read.ok) throw new Error(read.problem);
  const { id, url } = provider;
  return { slug, id, url, secret: key.secret, signingKey, integration: read.integration };
}
