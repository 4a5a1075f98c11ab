import type { CheckType } from "@/lib/protocol/check-type";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import { demoValuesFor } from "@/lib/protocol/demo/demo-values";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import { type Actor, contextFor, type Runtime, type ServiceContext } from "@/lib/services/context";
import { createTenant } from "@/lib/services/tenants";
import { createSampleProvider, sampleConfig, sampleIndividual } from "@/lib/services/testing/sample-provider";

/** A provider to send requests to, with what makes a good one. */
export type FuzzProvider = {
  slug: string;
  providerId: string;
  signingKey: SigningKey;
  demoValues: string[];
  checkInput: unknown;
};

type Wish = { type: CheckType; template: string; features?: string[]; isLive?: boolean };

/** Every template and every kind of check; one with a provider behind it that refuses connections. */
const WISHES: Wish[] = [
  {
    type: "INDIVIDUAL_CUSTOM",
    template: "ONE_TIME_SYNCHRONOUS",
    features: ["EXTERNAL_LINK", "EXTERNAL_EMBED"],
  },
  { type: "INDIVIDUAL_CUSTOM", template: "ONE_TIME_SYNCHRONOUS", isLive: true },
  { type: "COMPANY_CUSTOM", template: "ONE_TIME_CALLBACK" },
  { type: "IDENTITY_CHECK", template: "ONE_TIME_SYNCHRONOUS" },
  {
    type: "COMPANY_DATA",
    template: "ONE_TIME_SYNCHRONOUS",
    features: ["COMPANY_SEARCH", "PROVIDER_FIELD_CHECKS"],
  },
  { type: "COMPANY_DATA", template: "MONITORED_POLLING", features: ["COMPANY_SEARCH"] },
  { type: "DOCUMENT_VERIFICATION", template: "ONE_TIME_CALLBACK" },
  { type: "DOCUMENT_FETCH", template: "ONE_TIME_SYNCHRONOUS" },
  { type: "DOCUMENT_CAPTURE", template: "ONE_TIME_CALLBACK" },
  { type: "PEPS_AND_SANCTIONS_SCREEN", template: "ONE_TIME_POLLING", features: ["PEPS", "SANCTIONS"] },
  { type: "COMPANY_PEPS_AND_SANCTIONS_SCREEN", template: "MONITORED_CALLBACK" },
];

const COMPANY = {
  entity_type: "COMPANY",
  metadata: { name: "Example Co.", number: "0123456", country_of_incorporation: "GBR" },
};

const DOCUMENT = {
  id: "0b5f3f7e-53a1-4d8e-9d4c-5f3c1de2a001",
  category: "PROOF_OF_IDENTITY",
  document_type: "UNKNOWN",
  images: [{ id: "0b5f3f7e-53a1-4d8e-9d4c-5f3c1de2a002", image_type: "FRONT" }],
};

const LIVE_CONNECTOR = {
  kind: "http",
  base_url: "http://127.0.0.1:9/v1",
  operations: {
    start: {
      request: { method: "POST", path: "/{{ input.personal_details.name.family_name }}", body: "input" },
      outcome: '{ "kind": "pending" }',
    },
  },
};

/** Makes a tenant with one provider per wish. */
export async function seedProviders(runtime: Runtime): Promise<FuzzProvider[]> {
  const actor: Actor = { kind: "cli", label: "fuzz", role: "tenant_admin" };
  const tenant = await createTenant(runtime, actor, { slug: "fuzz", name: "Fuzz" });
  const ctx = contextFor(runtime, tenant.id, actor);
  const providers: FuzzProvider[] = [];
  for (const wish of WISHES) providers.push(await seedProvider(ctx, wish));
  return providers;
}

async function seedProvider(ctx: ServiceContext, wish: Wish): Promise<FuzzProvider> {
  const config = {
    check_type: wish.type,
    check_template: { type: wish.template },
    ...(wish.features === undefined ? {} : { supported_features: wish.features }),
  };
  const connector = wish.isLive === true ? { connector: LIVE_CONNECTOR } : {};
  const { slug, providerId, signingKey } = await createSampleProvider(ctx, { config, ...connector });
  const isCompany = wish.type.startsWith("COMPANY");
  return {
    slug,
    providerId,
    signingKey,
    demoValues: demoValuesFor(parseConfigDocument(sampleConfig(config))).map(({ value }) => value),
    checkInput: isCompany ? COMPANY : { ...sampleIndividual(), documents: [DOCUMENT] },
  };
}
