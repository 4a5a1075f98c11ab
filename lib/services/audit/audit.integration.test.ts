import postgres from "postgres";
import { describe, expect, inject, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { ForbiddenError } from "@/lib/errors";
import { asTenant } from "@/lib/db/tenant";
import { listAudit, recordAudit, verifyAuditChain } from ".";

const harness = useHarness();

const entry = (number: number) => ({
  action: number % 2 === 0 ? "provider.created" : "secret.replaced",
  targetKind: "provider" as const,
  targetId: `target-${number}`,
  details: { b: number, a: { nested: true }, nothing: undefined },
});

async function filled(rows: number) {
  const ctx = await harness.newTenant();
  for (let number = 1; number <= rows; number += 1) {
    await asTenant(ctx.db, ctx.tenantId, (tx) => recordAudit(tx, ctx, entry(number)));
  }
  return ctx;
}

/** Changes a row as somebody with the database's superuser could; the runtime role cannot. */
async function tamper(statement: string): Promise<void> {
  const url = new URL(inject("adminUrl"));
  url.pathname = new URL(harness.databaseUrl).pathname;
  const admin = postgres(url.toString(), { max: 1, onnotice: () => {} });
  await admin.unsafe(statement);
  await admin.end();
}

describe("the audit chain", () => {
  it("verifies, also when many rows are written at the same moment", async () => {
    const ctx = await filled(3);
    await Promise.all(
      [4, 5, 6, 7, 8].map((number) =>
        asTenant(ctx.db, ctx.tenantId, (tx) => recordAudit(tx, ctx, entry(number))),
      ),
    );
    expect(await verifyAuditChain(ctx)).toEqual({ rows: 8, brokenAtSeq: null });
  });

  it("names the row that was altered", async () => {
    const ctx = await filled(5);
    await tamper(
      `update audit_log set actor_label = 'somebody else' where tenant_id = '${ctx.tenantId}' and seq = 3`,
    );
    expect(await verifyAuditChain(ctx)).toEqual({ rows: 2, brokenAtSeq: 3 });
  });

  it("names the row after one that was removed", async () => {
    const ctx = await filled(5);
    await tamper(`delete from audit_log where tenant_id = '${ctx.tenantId}' and seq = 2`);
    expect(await verifyAuditChain(ctx)).toEqual({ rows: 1, brokenAtSeq: 3 });
  });

  it("cannot be altered or shortened by the runtime role", async () => {
    const ctx = await filled(1);
    for (const statement of [
      "update audit_log set reason = 'x'",
      "delete from audit_log",
      "truncate audit_log",
    ]) {
      await expect(ctx.db.sql.unsafe(statement)).rejects.toThrow(/permission denied/);
    }
  });
});

describe("the audit list", () => {
  it("is newest first, filtered and paged", async () => {
    const ctx = await filled(5);
    const first = await listAudit(ctx, { page: { limit: 2, after: null } });
    expect(first.items.map(({ seq }) => seq)).toEqual([5, 4]);
    const second = await listAudit(ctx, { page: { limit: 2, after: first.next } });
    expect(second.items.map(({ seq }) => seq)).toEqual([3, 2]);
    const created = await listAudit(ctx, { filter: { action: "provider.*" } });
    expect(created.items.map(({ seq }) => seq)).toEqual([4, 2]);
    const one = await listAudit(ctx, { filter: { action: "secret.replaced", target_id: "target-3" } });
    expect(one.items.map(({ seq }) => seq)).toEqual([3]);
  });

  it("is not for viewers", async () => {
    const viewer = await harness.newTenant({ kind: "user", id: "v", label: "Viewer", role: "viewer" });
    await expect(listAudit(viewer)).rejects.toBeInstanceOf(ForbiddenError);
  });
});
