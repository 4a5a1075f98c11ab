import { ConflictError, NotFoundError } from "@/lib/errors";
import { type Actor, contextFor, type Runtime, type ServiceContext } from "@/lib/services/context";
import { createProvider, CreateProviderInput, getProvider, goLive } from "@/lib/services/providers";
import { createSigningKey, revealSigningSecrets } from "@/lib/services/signing-keys";
import { createTenant, findTenant } from "@/lib/services/tenants";
import { createUser } from "@/lib/services/users";
import { DEMO_PROVIDERS, type DemoProvider, SIMULATOR_PORT } from "./demo-providers";

const ACTOR: Actor = { kind: "cli", label: "db:seed", role: "tenant_admin" };
const TENANT = { slug: "demo", name: "Meridian Bank" };
const OWNER_EMAIL = "owner@gatehouse.local";

export type SeededProvider = { slug: string; name: string; template: string; url: string; secret: string };

/** What `npm run db:seed -- --json` prints. `owner.password` is there only when this run made the account. */
export type Seeded = {
  tenant: { slug: string; name: string };
  owner: { email: string; password?: string };
  /** The provider to try first, and the port its callbacks go to. */
  demo: SeededProvider & { port: number };
  providers: SeededProvider[];
  /** Whether this run added anything. */
  created: boolean;
};

/** Makes the demo tenant, its owner and one provider per template; what is there already stays as it is. */
export async function seedDemo(runtime: Runtime): Promise<Seeded> {
  const found = await findTenant(runtime, TENANT.slug);
  const tenant = found ?? (await createTenant(runtime, ACTOR, TENANT));
  const ctx = contextFor(runtime, tenant.id, ACTOR);
  const password = await ensureOwner(ctx);
  const seeded = [];
  for (const demo of DEMO_PROVIDERS) seeded.push(await ensureProvider(ctx, demo));
  const providers = seeded.flatMap(({ provider }) => provider ?? []);
  const [first] = providers;
  if (first === undefined) {
    throw new ConflictError("All demo providers are retired; delete the data directory or use --no-seed.");
  }
  return {
    tenant: { slug: tenant.slug, name: tenant.name },
    owner: { email: OWNER_EMAIL, ...(password === null ? {} : { password }) },
    demo: { ...first, port: SIMULATOR_PORT },
    providers,
    created: found === null || password !== null || seeded.some(({ isNew }) => isNew),
  };
}

async function ensureOwner(ctx: ServiceContext): Promise<string | null> {
  try {
    const owner = await createUser(ctx, { email: OWNER_EMAIL, name: "Demo owner", role: "tenant_admin" });
    return owner.password;
  } catch (error) {
    if (error instanceof ConflictError) return null;
    throw error;
  }
}

async function findProvider(ctx: ServiceContext, slug: string) {
  try {
    return await getProvider(ctx, slug);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

async function ensureProvider(ctx: ServiceContext, demo: DemoProvider) {
  const found = await findProvider(ctx, demo.slug);
  if (found?.status === "retired") return { provider: null, isNew: false };
  const provider = found ?? (await createDemoProvider(ctx, demo));
  const known = await revealSigningSecrets(ctx, demo.slug);
  const secret = known.at(-1) ?? (await createDemoKey(ctx, demo.slug));
  const { slug, name, url, checkTemplate: template } = provider;
  return { provider: { slug, name, template, url, secret }, isNew: found === null };
}

/** Live at once so that there is something to try; the word for it tells operators why nothing validated it. */
async function createDemoProvider(ctx: ServiceContext, demo: DemoProvider) {
  await createProvider(
    ctx,
    CreateProviderInput.parse({ ...demo, connector: { kind: "demo" }, status: "draft" }),
  );
  const override = { reason: "Demo data, to try Gatehouse with" };
  return goLive(ctx, { slug: demo.slug, override });
}

async function createDemoKey(ctx: ServiceContext, slug: string): Promise<string> {
  const key = await createSigningKey(ctx, slug, {
    environment: "custom",
    api_base_url: `http://127.0.0.1:${SIMULATOR_PORT}`,
  });
  return key.secret;
}
