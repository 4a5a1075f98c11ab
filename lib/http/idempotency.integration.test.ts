import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { auditLog } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { recordAudit } from "@/lib/services/audit";
import type { ServiceContext } from "@/lib/services/context";
import { claimIdempotencyKey, renewIdempotencyKey } from "@/lib/services/idempotency";
import { oncePerKey } from "./idempotency";

const clock = { ms: Date.UTC(2026, 0, 5, 12) };
const harness = useHarness({ now: () => new Date(clock.ms) });
let ctx: ServiceContext;
beforeEach(async () => {
  ctx = await harness.newTenant();
});

const rawBody = Buffer.from("{}");
const call = () => ({
  request: new Request("http://127.0.0.1/api/v1/things", {
    method: "POST",
    headers: { "idempotency-key": "key-1" },
  }),
  rawBody,
});
const CREATED = { status: 201, body: '{"id":1}' };

/** What a verb does: its act and the audit row in one transaction. */
const act = (once: ServiceContext) =>
  asTenant(once.db, once.tenantId, (tx) =>
    recordAudit(tx, once, { action: "provider.created", targetKind: "provider", targetId: "thing" }),
  );

async function actsDone(): Promise<number> {
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ seq: auditLog.seq })
      .from(auditLog)
      .where(and(eq(auditLog.tenantId, ctx.tenantId), eq(auditLog.targetId, "thing"))),
  );
  return rows.length;
}

/** A request whose process is gone: it began, did what `work` says, and never came back. */
async function beginAndDie(work: (once: ServiceContext) => Promise<void>): Promise<void> {
  let hasWorked = () => {};
  const worked = new Promise<void>((resolve) => (hasWorked = resolve));
  void oncePerKey(ctx, call(), async (once) => {
    await work(once);
    hasWorked();
    return new Promise(() => {});
  });
  await worked;
}

const run = () =>
  oncePerKey(ctx, call(), async (once) => {
    await act(once);
    return CREATED;
  });

describe("an idempotency key", () => {
  it("gives every repetition the first answer", async () => {
    const answers = await Promise.all([run(), run(), run()]);
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([CREATED, CREATED, CREATED]);
    expect(await actsDone()).toBe(1);
  });

  it("is taken over from a process that died before anything took effect", async () => {
    await beginAndDie(async () => {});
    clock.ms += 61_000;
    expect(await run()).toMatchObject({ ...CREATED, isReplay: false });
    expect(await actsDone()).toBe(1);
  });

  it("does nothing twice when a process died between the act and its answer", async () => {
    await beginAndDie(act);
    clock.ms += 61_000;
    await expect(run()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("took effect"),
    });
    expect(await actsDone()).toBe(1);
  });

  it("lets a request that lost its key do nothing", async () => {
    let late: ServiceContext | null = null;
    await beginAndDie(async (once) => {
      late = once;
    });
    clock.ms += 61_000;
    await run();
    if (late === null) throw new Error("nothing began");
    await expect(act(late)).rejects.toMatchObject({ code: "conflict" });
    expect(await actsDone()).toBe(1);
  });

  it("is free again after a failure, but not when something took effect before it", async () => {
    const fail = (work: (once: ServiceContext) => Promise<void>) =>
      oncePerKey(ctx, call(), async (once) => {
        await work(once);
        throw new Error("no");
      });
    await expect(fail(async () => {})).rejects.toThrow("no");
    await expect(fail(act)).rejects.toThrow("no");
    await expect(run()).rejects.toMatchObject({ code: "conflict" });
    expect(await actsDone()).toBe(1);
  });

  it("stays with a request that renews its lease", async () => {
    const input = { key: "key-2", requestHash: "hash" };
    const claim = await claimIdempotencyKey(ctx, input);
    if (claim.state !== "claimed") throw new Error("not claimed");
    clock.ms += 50_000;
    await renewIdempotencyKey(ctx, claim.once);
    clock.ms += 50_000;
    expect(await claimIdempotencyKey(ctx, input)).toEqual({ state: "running" });
    clock.ms += 11_000;
    expect(await claimIdempotencyKey(ctx, input)).toMatchObject({ state: "claimed" });
  });
});
