import { sql } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, inject, it } from "vitest";
import { openDatabase } from "@/lib/db/client";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { type AppError, ConflictError, ForbiddenError, UnauthenticatedError } from "@/lib/errors";
import { createTenant, findTenant } from "../tenants";
import { authenticateUser, createUser, isSessionGood, listMemberships, resetPassword } from ".";

const harness = useHarness();
const GRACE = { email: "grace@example.test", name: "Grace" };
const CLI = { kind: "cli", label: "gatehouse command", role: "tenant_admin" } as const;

function ownerUrlOf(databaseUrl: string): string {
  const url = new URL(inject("ownerUrl"));
  url.pathname = new URL(databaseUrl).pathname;
  return url.toString();
}

describe("tenants", () => {
  it("are made once per slug and found by it", async () => {
    const tenant = await createTenant(harness.runtime, CLI, { slug: "meridian", name: "Meridian Bank" });
    expect(await findTenant(harness.runtime, "meridian")).toEqual(tenant);
    expect(await findTenant(harness.runtime, "nobody")).toBeNull();
    await expect(
      createTenant(harness.runtime, CLI, { slug: "meridian", name: "Another" }),
    ).rejects.toBeInstanceOf(ConflictError);
  });

  it("are not made by people who are signed in", async () => {
    const { actor } = await harness.newTenant();
    await expect(
      createTenant(harness.runtime, actor, { slug: "sneaky", name: "Sneaky" }),
    ).rejects.toBeInstanceOf(ForbiddenError);
  });
});

describe("people", () => {
  it("sign in with the generated password and with no other", async () => {
    const ctx = await harness.newTenant();
    const user = await createUser(ctx, { email: "ada@example.test", role: "operator" });
    expect(user.password).toMatch(/^[A-Za-z2-9]{20}$/);
    const attempt = { email: " Ada@Example.test ", address: "127.0.0.1" };
    await expect(
      authenticateUser(harness.runtime, { ...attempt, password: user.password ?? "" }),
    ).resolves.toEqual({ id: user.id, email: "ada@example.test", name: "ada" });
    await expect(authenticateUser(harness.runtime, { ...attempt, password: "wrong" })).rejects.toBeInstanceOf(
      UnauthenticatedError,
    );
    expect(await listMemberships(harness.runtime, user.id)).toEqual([
      { tenantId: ctx.tenantId, slug: `t-${ctx.tenantId}`, name: "Test tenant", role: "operator" },
    ]);
  });

  it("keep their password and name when whoever runs the instance adds them to a second tenant", async () => {
    const first = await harness.newTenant();
    const second = await harness.newTenant(CLI);
    const grace = { email: "grace@example.test", address: "127.0.0.1" };
    const made = await createUser(first, { ...GRACE, role: "viewer", password: "correct horse battery" });
    const added = await createUser(second, {
      email: "grace@example.test",
      name: "Somebody else",
      role: "tenant_admin",
      password: "chosen by the second",
    });
    expect(made.password).toBe("correct horse battery");
    expect(added).toEqual({ id: made.id, email: "grace@example.test", role: "tenant_admin", password: null });
    expect(await listMemberships(harness.runtime, made.id)).toHaveLength(2);
    await expect(
      authenticateUser(harness.runtime, { ...grace, password: "chosen by the second" }),
    ).rejects.toBeInstanceOf(UnauthenticatedError);
    await expect(
      authenticateUser(harness.runtime, { ...grace, password: "correct horse battery" }),
    ).resolves.toMatchObject({ name: "Grace" });
    await expect(createUser(second, { email: "grace@example.test", role: "viewer" })).rejects.toBeInstanceOf(
      ConflictError,
    );
  });

  it("who made an account first does not follow it into another tenant", async () => {
    const [squatter, victim] = [await harness.newTenant(), await harness.newTenant()];
    const made = await createUser(squatter, {
      email: "ceo@example.test",
      role: "viewer",
      password: "known to the squatter",
    });
    await expect(
      createUser(victim, { email: "CEO@example.test".toLowerCase(), role: "tenant_admin" }),
    ).rejects.toThrow(
      "This e-mail address cannot be added here. Whoever runs this instance can, with `gatehouse users create`.",
    );
    expect(await listMemberships(harness.runtime, made.id)).toHaveLength(1);
    await expect(createUser(squatter, { email: "ceo@example.test", role: "viewer" })).rejects.toThrow(
      "This person is a member of the tenant already.",
    );
  });

  it("get a new password from whoever runs the instance, and from nobody else", async () => {
    const ctx = await harness.newTenant();
    const margaret = { email: "margaret@example.test", address: "127.0.0.1" };
    await createUser(ctx, { email: margaret.email, role: "viewer", password: "the first password" });
    await expect(resetPassword(harness.runtime, ctx.actor, margaret)).rejects.toBeInstanceOf(ForbiddenError);
    const { id: userId } = await authenticateUser(harness.runtime, {
      ...margaret,
      password: "the first password",
    });
    const began = { userId, beganAtMs: Date.now() - 60_000 };
    expect(await isSessionGood(harness.runtime, began)).toBe(true);
    const { password } = await resetPassword(harness.runtime, CLI, { email: " Margaret@example.test" });
    expect(await isSessionGood(harness.runtime, began)).toBe(false);
    expect(await isSessionGood(harness.runtime, { userId, beganAtMs: Date.now() + 60_000 })).toBe(true);
    expect(await isSessionGood(harness.runtime, { ...began, userId: ctx.tenantId })).toBe(false);
    await expect(
      authenticateUser(harness.runtime, { ...margaret, password: "the first password" }),
    ).rejects.toBeInstanceOf(UnauthenticatedError);
    await expect(authenticateUser(harness.runtime, { ...margaret, password })).resolves.toMatchObject({
      email: "margaret@example.test",
    });
    await expect(resetPassword(harness.runtime, CLI, { email: "nobody@example.test" })).rejects.toThrow(
      "There is no account with the e-mail nobody@example.test.",
    );
  });

  it("are refused after eight wrong passwords from one address, and only from there", async () => {
    const ctx = await harness.newTenant();
    const { password } = await createUser(ctx, { email: "linus@example.test", role: "viewer" });
    const attempt = { email: "linus@example.test", address: "192.0.2.1" };
    for (let tried = 0; tried < 8; tried += 1) {
      await expect(
        authenticateUser(harness.runtime, { ...attempt, password: "wrong" }),
      ).rejects.toMatchObject({ code: "unauthenticated" });
    }
    await expect(
      authenticateUser(harness.runtime, { ...attempt, password: password ?? "" }),
    ).rejects.toMatchObject({ code: "rate_limited" });
    await expect(
      authenticateUser(harness.runtime, { ...attempt, address: "192.0.2.2", password: password ?? "" }),
    ).resolves.toMatchObject({ email: "linus@example.test" });
  });

  it("share one count of wrong passwords among web processes, also when all try at once", async () => {
    const ctx = await harness.newTenant();
    const { password } = await createUser(ctx, { email: "barbara@example.test", role: "viewer" });
    const other = openDatabase(harness.databaseUrl, { max: 4 });
    const processes = [harness.runtime, { ...harness.runtime, db: other }];
    const tries = Array.from({ length: 20 }, (_, index) => {
      const runtime = processes[index % 2] ?? harness.runtime;
      const attempt = { email: "barbara@example.test", address: "192.0.2.7", password: "wrong" };
      return authenticateUser(runtime, attempt).catch((error: AppError) => error.code);
    });
    const codes = await Promise.all(tries);
    await other.close();
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(8);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(12);
    await expect(
      authenticateUser(harness.runtime, {
        email: "barbara@example.test",
        address: "192.0.2.8",
        password: password ?? "",
      }),
    ).resolves.toMatchObject({ email: "barbara@example.test" });
  });

  it("leave no e-mail address in the table of failures", async () => {
    const ctx = await harness.newTenant();
    const attempt = { email: "hedy@example.test", address: "192.0.2.9", password: "wrong" };
    await expect(authenticateUser(harness.runtime, attempt)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const owner = postgres(ownerUrlOf(harness.databaseUrl), { max: 1 });
    const rows = await owner<{ key: Buffer }[]>`select key from sign_in_failures`;
    await owner.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ key }) => key.length === 32)).toBe(true);
    const seen = await asTenant(harness.db, ctx.tenantId, (tx) =>
      tx.execute(sql`select 1 from sign_in_failures`),
    );
    expect([...seen]).toEqual([]);
  });

  it("cannot be added by somebody who is not a tenant admin", async () => {
    const ctx = await harness.newTenant({ kind: "user", id: "x", label: "Op", role: "operator" });
    await expect(createUser(ctx, { email: "x@example.test", role: "viewer" })).rejects.toBeInstanceOf(
      ForbiddenError,
    );
  });
});
