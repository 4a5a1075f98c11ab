import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { ConflictError, ForbiddenError, NotFoundError } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { createProvider, CreateProviderInput } from "../providers";
import {
  createSigningKey,
  listSigningKeys,
  revealSigningSecrets,
  revokeSigningKey,
  rotateSigningKey,
} from ".";

let now = new Date("2026-11-20T10:00:00.000Z");
const harness = useHarness({ now: () => now });

const SECRET = "P1WXsqXZ0l1N8nTT1tuT1pU0yG7qk2oJ0bS6lUOoJ0k=";

let made = 0;
async function newProvider(ctx: ServiceContext): Promise<string> {
  made += 1;
  const provider = await createProvider(
    ctx,
    CreateProviderInput.parse({
      slug: `keys-${made}`,
      name: "Acme Identity",
      config: {
        check_type: "IDENTITY_CHECK",
        check_template: { type: "ONE_TIME_SYNCHRONOUS" },
        pricing: { supports_reselling: false },
        supported_countries: ["GBR"],
        credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
        config: { fields: [] },
      },
      connector: { kind: "demo" },
    }),
  );
  return provider.slug;
}

const states = async (ctx: ServiceContext, slug: string) =>
  Object.fromEntries((await listSigningKeys(ctx, slug)).items.map(({ keyId, state }) => [keyId, state]));

describe("creating a signing key", () => {
  it("takes a given secret, names it by its first eight characters and stores it encrypted", async () => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    const key = await createSigningKey(ctx, slug, { environment: "eu", secret: SECRET });
    expect(key).toMatchObject({
      keyId: "P1WXsqXZ",
      environment: "eu",
      apiBaseUrl: "https://api.eu.maxsight.com",
      state: "active",
      secret: SECRET,
      lastUsedAt: null,
      lastConfigFetch: null,
    });
    const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select().from(signingKeys).where(eq(signingKeys.id, key.id)),
    );
    expect(row!.ciphertext.toString("latin1")).not.toContain(SECRET);
    expect(JSON.stringify(await listSigningKeys(ctx, slug))).not.toContain(SECRET);
  });

  it("generates 32 bytes when none are given", async () => {
    const ctx = await harness.newTenant();
    const { secret, keyId } = await createSigningKey(ctx, await newProvider(ctx), { environment: "us" });
    expect(Buffer.from(secret, "base64")).toHaveLength(32);
    expect(secret.slice(0, 8)).toBe(keyId);
  });

  it.each([
    ["of another length", Buffer.alloc(16, 1).toString("base64")],
    ["that is not base64", "not base64 at all, not base64 at all, 44 cha"],
  ])("refuses a secret %s without repeating it", async (_, secret) => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    const error = await createSigningKey(ctx, slug, { environment: "eu", secret }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "invalid_input", issues: [{ path: "/secret" }] });
    expect(JSON.stringify(error)).not.toContain(secret);
  });

  it("keeps scheme and host of a custom environment's address", async () => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    const key = await createSigningKey(ctx, slug, {
      environment: "custom",
      api_base_url: "HTTP://127.0.0.1:4455/",
    });
    expect(key.apiBaseUrl).toBe("http://127.0.0.1:4455");
    await createSigningKey(ctx, slug, { environment: "custom", api_base_url: "https://maxsight.example" });
  });

  it.each([
    ["eu", "https://maxsight.example"],
    ["custom", undefined],
    ["custom", "maxsight.example"],
    ["custom", "https://maxsight.example/integrations/v1"],
    ["custom", "https://user:pw@maxsight.example"],
    ["custom", "ftp://maxsight.example"],
  ] as const)("refuses %s with %s", async (environment, api_base_url) => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    const given = api_base_url === undefined ? { environment } : { environment, api_base_url };
    await expect(createSigningKey(ctx, slug, given)).rejects.toMatchObject({
      issues: [{ path: "/api_base_url" }],
    });
  });

  it("refuses the same secret twice for a provider and allows it for another", async () => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    await createSigningKey(ctx, slug, { environment: "eu", secret: SECRET });
    await expect(createSigningKey(ctx, slug, { environment: "us", secret: SECRET })).rejects.toBeInstanceOf(
      ConflictError,
    );
    await createSigningKey(ctx, await newProvider(ctx), { environment: "eu", secret: SECRET });
  });
});

describe("rotating a signing key", () => {
  it("lets the old key verify for the overlap and no longer", async () => {
    now = new Date("2026-11-20T10:00:00.000Z");
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    const old = await createSigningKey(ctx, slug, { environment: "eu" });
    const fresh = await rotateSigningKey(ctx, { slug, id: old.id }, { overlap_hours: 24 });
    expect(fresh).toMatchObject({
      environment: "eu",
      apiBaseUrl: "https://api.eu.maxsight.com",
      state: "active",
    });
    expect(await states(ctx, slug)).toEqual({ [old.keyId]: "retiring", [fresh.keyId]: "active" });
    now = new Date("2026-11-21T10:00:00.000Z");
    expect(await states(ctx, slug)).toEqual({ [old.keyId]: "revoked", [fresh.keyId]: "active" });
  });

  it("ends the old key at once without an overlap", async () => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    const old = await createSigningKey(ctx, slug, { environment: "eu" });
    const fresh = await rotateSigningKey(ctx, { slug, id: old.id }, { overlap_hours: 0 });
    expect(await states(ctx, slug)).toEqual({ [old.keyId]: "revoked", [fresh.keyId]: "active" });
  });

  it("overlaps at most three old keys", async () => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    let { id } = await createSigningKey(ctx, slug, { environment: "eu" });
    for (let turn = 0; turn < 3; turn += 1)
      ({ id } = await rotateSigningKey(ctx, { slug, id }, { overlap_hours: 1 }));
    await expect(rotateSigningKey(ctx, { slug, id }, { overlap_hours: 1 })).rejects.toBeInstanceOf(
      ConflictError,
    );
  });

  it("rotates each key once, however often it is asked at the same moment", async () => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    const { id } = await createSigningKey(ctx, slug, { environment: "eu" });
    const asked = await Promise.allSettled(
      [1, 2, 3].map(() => rotateSigningKey(ctx, { slug, id }, { overlap_hours: 1 })),
    );
    expect(asked.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
  });
});

describe("revoking a signing key", () => {
  it("never removes the last one, not even when two are revoked at the same moment", async () => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    const first = await createSigningKey(ctx, slug, { environment: "eu" });
    await expect(revokeSigningKey(ctx, { slug, id: first.id })).rejects.toThrow("last key");
    const second = await createSigningKey(ctx, slug, { environment: "us" });
    const both = await Promise.allSettled(
      [first, second].map(({ id }) => revokeSigningKey(ctx, { slug, id })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("does not count a key whose overlap is over", async () => {
    now = new Date("2026-11-20T10:00:00.000Z");
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    const old = await createSigningKey(ctx, slug, { environment: "eu" });
    const fresh = await rotateSigningKey(ctx, { slug, id: old.id }, { overlap_hours: 1 });
    now = new Date("2026-11-20T12:00:00.000Z");
    await expect(revokeSigningKey(ctx, { slug, id: fresh.id })).rejects.toBeInstanceOf(ConflictError);
  });
});

describe("who may", () => {
  it("another tenant finds nothing", async () => {
    const ctx = await harness.newTenant();
    const stranger = await harness.newTenant();
    const slug = await newProvider(ctx);
    const { id } = await createSigningKey(ctx, slug, { environment: "eu" });
    for (const attempt of [
      () => createSigningKey(stranger, slug, { environment: "eu" }),
      () => listSigningKeys(stranger, slug),
      () => rotateSigningKey(stranger, { slug, id }, { overlap_hours: 1 }),
      () => revokeSigningKey(stranger, { slug, id }),
    ]) {
      await expect(attempt()).rejects.toBeInstanceOf(NotFoundError);
    }
  });

  it("secrets come back to the command on the machine only", async () => {
    const ctx = await harness.newTenant();
    const slug = await newProvider(ctx);
    await createSigningKey(ctx, slug, { environment: "eu", secret: SECRET });
    await expect(revealSigningSecrets(ctx, slug)).rejects.toBeInstanceOf(ForbiddenError);
    const cli = { ...ctx, actor: { kind: "cli", label: "cli", role: "tenant_admin" } as const };
    expect(await revealSigningSecrets(cli, slug)).toEqual([SECRET]);
  });
});
