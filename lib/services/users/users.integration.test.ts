import { describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { ConflictError, ForbiddenError, UnauthenticatedError } from "@/lib/errors";
import { createTenant, findTenant } from "../tenants";
import { authenticateUser, createUser, listMemberships, SignInThrottle } from ".";

const harness = useHarness();
const CLI = { kind: "cli", label: "gatehouse command", role: "tenant_admin" } as const;

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
    const throttle = new SignInThrottle();
    const user = await createUser(ctx, { email: "ada@example.test", role: "operator" });
    expect(user.password).toMatch(/^[A-Za-z2-9]{20}$/);
    const attempt = { email: " Ada@Example.test ", address: "127.0.0.1", throttle };
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

  it("keep their password when a second tenant adds them", async () => {
    const [first, second] = [await harness.newTenant(), await harness.newTenant()];
    const made = await createUser(first, {
      email: "grace@example.test",
      role: "viewer",
      password: "correct horse battery",
    });
    const added = await createUser(second, { email: "grace@example.test", role: "tenant_admin" });
    expect(made.password).toBe("correct horse battery");
    expect(added).toEqual({ id: made.id, email: "grace@example.test", role: "tenant_admin", password: null });
    expect(await listMemberships(harness.runtime, made.id)).toHaveLength(2);
    await expect(createUser(second, { email: "grace@example.test", role: "viewer" })).rejects.toBeInstanceOf(
      ConflictError,
    );
  });

  it("are refused after eight wrong passwords from one address, and only from there", async () => {
    const ctx = await harness.newTenant();
    const throttle = new SignInThrottle();
    const { password } = await createUser(ctx, { email: "linus@example.test", role: "viewer" });
    const attempt = { email: "linus@example.test", address: "192.0.2.1", throttle };
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

  it("cannot be added by somebody who is not a tenant admin", async () => {
    const ctx = await harness.newTenant({ kind: "user", id: "x", label: "Op", role: "operator" });
    await expect(createUser(ctx, { email: "x@example.test", role: "viewer" })).rejects.toBeInstanceOf(
      ForbiddenError,
    );
  });
});
