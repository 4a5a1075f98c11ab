import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { auditLog, providerSecrets } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "@/lib/errors";
import { contextFor, type ServiceContext } from "../context";
import {
  createProvider,
  CreateProviderInput,
  getProvider,
  listProviders,
  listSecrets,
  listVersions,
  pauseProvider,
  putSecret,
  restoreVersion,
  resumeProvider,
  retireProvider,
  updateProvider,
} from ".";

let now = new Date("2026-11-20T10:00:00.000Z");
const harness = useHarness({ now: () => now });

const CONFIG = {
  check_type: "IDENTITY_CHECK",
  check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 60 },
  pricing: { supports_reselling: false },
  supported_countries: ["GBR"],
  credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
  config: { fields: [] },
};

let made = 0;
function input(changes: Record<string, unknown> = {}) {
  made += 1;
  return CreateProviderInput.parse({
    slug: `acme-${made}`,
    name: "Acme Identity",
    config: CONFIG,
    connector: { kind: "demo" },
    ...changes,
  });
}

async function auditedActions(ctx: ServiceContext): Promise<string[]> {
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(eq(auditLog.tenantId, ctx.tenantId))
      .orderBy(auditLog.seq),
  );
  return rows.map(({ action }) => action);
}

describe("registering a provider", () => {
  it("publishes version 1, gives the address for Maxsight and leaves an audit row", async () => {
    const ctx = await harness.newTenant();
    const provider = await createProvider(ctx, input({ slug: "acme-identity" }));
    expect(provider).toMatchObject({
      slug: "acme-identity",
      status: "live",
      version: 1,
      url: "http://gatehouse.test/p/acme-identity/",
      checkType: "IDENTITY_CHECK",
      checkTemplate: "ONE_TIME_SYNCHRONOUS",
      config: CONFIG,
      connector: { kind: "demo" },
    });
    expect(await getProvider(ctx, "acme-identity")).toEqual(provider);
    expect(await auditedActions(ctx)).toEqual(["provider.created"]);
  });

  it("names everything that is wrong, in name, config and connector at once", async () => {
    const ctx = await harness.newTenant();
    const wrong = input({
      name: "Acme",
      config: { ...CONFIG, check_type: "IDENTITY", colour: "red" },
      connector: { kind: "http", base_url: "ftp://x", operations: {} },
    });
    const error = await createProvider(ctx, wrong).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidInputError);
    const paths = (error as InvalidInputError).issues.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "/name",
        "/config/check_type",
        "/config/colour",
        "/connector/base_url",
        "/connector/operations/start",
      ]),
    );
  });

  it("refuses a promise to Maxsight that the connector cannot keep", async () => {
    const ctx = await harness.newTenant();
    const http = {
      kind: "http",
      base_url: "https://api.acme.test",
      operations: { start: { request: { method: "POST", path: "/checks" }, outcome: "$" } },
    };
    const company = { ...CONFIG, check_type: "COMPANY_DATA", supported_features: ["COMPANY_SEARCH"] };
    await expect(createProvider(ctx, input({ config: company, connector: http }))).rejects.toMatchObject({
      issues: [{ path: "/connector/operations/search" }],
    });
  });

  it("refuses a slug that any tenant has, without saying whose it is", async () => {
    const [first, second] = [await harness.newTenant(), await harness.newTenant()];
    await createProvider(first, input({ slug: "taken-slug" }));
    await expect(createProvider(second, input({ slug: "taken-slug" }))).rejects.toThrow(
      new ConflictError("The slug taken-slug is taken on this instance."),
    );
    expect(await auditedActions(second)).toEqual([]);
  });

  it.each(["ab", "-acme", "acme-", "acme--x", "Acme", "a".repeat(64)])("refuses the slug %s", (slug) => {
    expect(CreateProviderInput.safeParse({ ...input(), slug }).success).toBe(false);
  });

  it("is not for operators", async () => {
    const ctx = await harness.newTenant({ kind: "user", id: "u", label: "Op", role: "operator" });
    await expect(createProvider(ctx, input())).rejects.toBeInstanceOf(ForbiddenError);
  });
});

describe("versions", () => {
  it("only grow: an update and a restore each publish the next one", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createProvider(ctx, input());
    const second = { ...input(), slug, config: { ...CONFIG, supported_countries: ["GBR", "DEU"] } };
    expect(await updateProvider(ctx, slug, second)).toMatchObject({ version: 2 });
    const restored = await restoreVersion(ctx, { slug, number: 1 });
    expect(restored).toMatchObject({ version: 3, config: CONFIG });
    const { items, next } = await listVersions(ctx, slug);
    expect(items.map(({ number, note, isPublished }) => ({ number, note, isPublished }))).toEqual([
      { number: 3, note: "Restored from version 1", isPublished: true },
      { number: 2, note: null, isPublished: false },
      { number: 1, note: null, isPublished: false },
    ]);
    expect(next).toBeNull();
    expect(items[0]!.configHash).toBe(items[2]!.configHash);
    expect(await auditedActions(ctx)).toEqual([
      "provider.created",
      "provider.version_published",
      "provider.version_restored",
    ]);
  });

  it("get different numbers when two people publish at the same moment", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createProvider(ctx, input());
    const { slug: _, ...body } = input();
    const both = await Promise.all(
      [1, 2, 3, 4].map(() => updateProvider(ctx, slug, { ...body, status: undefined })),
    );
    expect(both.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5]);
  });

  it("page by number", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createProvider(ctx, input());
    const { slug: _, ...body } = input();
    for (let version = 2; version <= 5; version += 1)
      await updateProvider(ctx, slug, { ...body, status: undefined });
    const first = await listVersions(ctx, slug, { limit: 2 });
    expect(first.items.map(({ number }) => number)).toEqual([5, 4]);
    const second = await listVersions(ctx, slug, { limit: 2, before: first.next });
    expect(second.items.map(({ number }) => number)).toEqual([3, 2]);
  });

  it("keep the check type once the provider is live, and the slug for ever", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createProvider(ctx, input());
    const other = { ...input(), slug, config: { ...CONFIG, check_type: "COMPANY_CUSTOM" } };
    await expect(updateProvider(ctx, slug, other)).rejects.toBeInstanceOf(ConflictError);
    await expect(updateProvider(ctx, slug, input())).rejects.toMatchObject({ issues: [{ path: "/slug" }] });
  });
});

describe("a provider's status", () => {
  it("pauses, goes live again by itself, and ends for good", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createProvider(ctx, input());
    const paused = await pauseProvider(ctx, slug, { resumeAt: new Date("2026-11-20T11:00:00.000Z") });
    expect(paused).toMatchObject({ status: "paused", resumeAt: new Date("2026-11-20T11:00:00.000Z") });
    now = new Date("2026-11-20T11:00:00.000Z");
    expect(await getProvider(ctx, slug)).toMatchObject({ status: "live", resumeAt: null });
    expect(await resumeProvider(ctx, slug)).toMatchObject({ status: "live" });
    expect(await retireProvider(ctx, slug)).toMatchObject({ status: "retired" });
    await expect(resumeProvider(ctx, slug)).rejects.toBeInstanceOf(ConflictError);
    await expect(pauseProvider(ctx, slug)).rejects.toBeInstanceOf(ConflictError);
    expect(await retireProvider(ctx, slug)).toMatchObject({ status: "retired" });
    expect(await auditedActions(ctx)).toEqual([
      "provider.created",
      "provider.paused",
      "provider.resumed",
      "provider.retired",
    ]);
  });

  it("refuses to resume in the past", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createProvider(ctx, input());
    await expect(pauseProvider(ctx, slug, { resumeAt: now })).rejects.toMatchObject({
      issues: [{ path: "/resume_at" }],
    });
  });
});

describe("provider secrets", () => {
  it("are stored encrypted and only their names come back", async () => {
    const ctx = await harness.newTenant();
    const { slug, id } = await createProvider(ctx, input());
    await putSecret(ctx, { slug, name: "webhook_secret", value: "correct horse" });
    await putSecret(ctx, { slug, name: "webhook_secret", value: "battery staple" });
    expect((await listSecrets(ctx, slug)).map(({ name }) => name)).toEqual(["webhook_secret"]);
    const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select().from(providerSecrets).where(eq(providerSecrets.providerId, id)),
    );
    expect(row!.ciphertext.toString("latin1")).not.toContain("battery");
    const opened = await ctx.keyring.decrypt(ctx.tenantId, "secret", row!.ciphertext);
    expect(opened.toString("utf8")).toBe("battery staple");
    expect(await auditedActions(ctx)).toEqual(["provider.created", "secret.created", "secret.replaced"]);
  });
});

describe("another tenant", () => {
  it("finds nothing, in no verb", async () => {
    const owner = await harness.newTenant();
    const stranger = await harness.newTenant();
    const { slug } = await createProvider(owner, input());
    const attempts = [
      () => getProvider(stranger, slug),
      () => updateProvider(stranger, slug, { ...input(), slug }),
      () => pauseProvider(stranger, slug),
      () => resumeProvider(stranger, slug),
      () => retireProvider(stranger, slug),
      () => listVersions(stranger, slug),
      () => restoreVersion(stranger, { slug, number: 1 }),
      () => putSecret(stranger, { slug, name: "x", value: "y" }),
      () => listSecrets(stranger, slug),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toBeInstanceOf(NotFoundError);
    expect((await listProviders(stranger)).items).toEqual([]);
  });
});

describe("the list of providers", () => {
  it("pages newest first without losing or repeating any, also when all were made in the same millisecond", async () => {
    const ctx = await harness.newTenant();
    const slugs: string[] = [];
    for (let index = 0; index < 7; index += 1) slugs.push((await createProvider(ctx, input())).slug);
    const seen: string[] = [];
    let after: { at: Date; id: string } | null = null;
    do {
      const page = await listProviders(ctx, { page: { limit: 3, after } });
      seen.push(...page.items.map(({ slug }) => slug));
      after = page.next;
    } while (after !== null);
    expect(seen.toSorted()).toEqual(slugs.toSorted());
  });

  it("narrows by status", async () => {
    const ctx = await harness.newTenant();
    const draft = await createProvider(ctx, input({ status: "draft" }));
    await createProvider(ctx, input());
    const { items } = await listProviders(ctx, { statuses: ["draft"] });
    expect(items.map(({ slug }) => slug)).toEqual([draft.slug]);
  });
});

describe("a viewer", () => {
  it("reads but changes nothing", async () => {
    const admin = await harness.newTenant();
    const { slug } = await createProvider(admin, input());
    const viewer = contextFor(harness.runtime, admin.tenantId, {
      kind: "user",
      id: "v",
      label: "Viewer",
      role: "viewer",
    });
    expect(await getProvider(viewer, slug)).toMatchObject({ slug });
    for (const attempt of [
      () => pauseProvider(viewer, slug),
      () => retireProvider(viewer, slug),
      () => putSecret(viewer, { slug, name: "x", value: "y" }),
    ]) {
      await expect(attempt()).rejects.toBeInstanceOf(ForbiddenError);
    }
  });
});
