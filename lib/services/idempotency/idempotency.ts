import { and, eq, lt, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { idempotencyKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { OnceClaim, ServiceContext } from "../context";

/** The answer of the first request, kept so that a repetition gets the same. */
export type StoredAnswer = { status: number; body: string };

export type Claim =
  /** Nobody else works on this key: do the work with `once` in the context, then `finish` or `abandon`. */
  | { state: "claimed"; once: OnceClaim }
  /** The first request is still being worked on. */
  | { state: "running" }
  | { state: "answered"; answer: StoredAnswer }
  /** The first request took effect, and its process died before the answer was kept. */
  | { state: "answer_lost" }
  /** The key was used for something else. */
  | { state: "other_request" };

const KEPT_MS = 24 * 3_600_000;
/** Not renewed for so long, a claim was left behind by a process that died: the next request may take it over. */
export const LEASE_MS = 60_000;
const RUNNING = "running";
const COMMITTED = "committed";

type KeyInput = { key: string; requestHash: string };

/** Claims a key for this request, or says what the first request with it came to. Safe under concurrency: one claims. */
export async function claimIdempotencyKey(ctx: ServiceContext, input: KeyInput): Promise<Claim> {
  const nowMs = ctx.now().getTime();
  const once = { key: input.key, token: newId(nowMs) };
  const row = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await forgetOld(tx, ctx, nowMs);
    const claim = { status: RUNNING, token: once.token, leaseUntil: new Date(nowMs + LEASE_MS) };
    const claimed = await tx
      .insert(idempotencyKeys)
      .values({ ...input, ...claim, tenantId: ctx.tenantId, createdAt: new Date(nowMs) })
      .onConflictDoUpdate({
        target: [idempotencyKeys.tenantId, idempotencyKeys.key],
        set: claim,
        setWhere:
          and(
            // Nothing of it took effect: what a verb does and this mark are one transaction.
            eq(idempotencyKeys.status, RUNNING),
            eq(idempotencyKeys.requestHash, input.requestHash),
            lt(idempotencyKeys.leaseUntil, new Date(nowMs)),
          ) ?? sql`false`,
      })
      .returning({ key: idempotencyKeys.key });
    if (claimed.length > 0) return "claimed" as const;
    const [existing] = await tx.select().from(idempotencyKeys).where(isKey(ctx, input.key));
    return existing;
  });
  if (row === "claimed") return { state: "claimed", once };
  if (row === undefined) return { state: "running" };
  if (row.requestHash !== input.requestHash) return { state: "other_request" };
  if (row.response === null) return { state: isLeft(row, nowMs) ? "answer_lost" : "running" };
  const body = await ctx.keyring.decrypt(ctx.tenantId, "idempotency", row.response);
  return { state: "answered", answer: { status: Number(row.status), body: body.toString("utf8") } };
}

function isLeft({ leaseUntil, status }: typeof idempotencyKeys.$inferSelect, nowMs: number): boolean {
  return status === COMMITTED && leaseUntil !== null && leaseUntil.getTime() < nowMs;
}

async function forgetOld(tx: Tx, ctx: ServiceContext, nowMs: number): Promise<void> {
  const before = new Date(nowMs - KEPT_MS);
  await tx
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.tenantId, ctx.tenantId), lt(idempotencyKeys.createdAt, before)));
}

/** Keeps a claim while its request runs; call it well within `LEASE_MS`. */
export async function renewIdempotencyKey(ctx: ServiceContext, once: OnceClaim): Promise<void> {
  const leaseUntil = new Date(ctx.now().getTime() + LEASE_MS);
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.update(idempotencyKeys).set({ leaseUntil }).where(isClaim(ctx, once)),
  );
}

/**
 * Marks, in the transaction that makes it true, that the request of this context took effect; called with every audit row.
 * Throws ConflictError, and so undoes the transaction, when another request has taken the key over meanwhile.
 */
export async function commitIdempotencyKey(tx: Tx, ctx: ServiceContext): Promise<void> {
  const { once } = ctx;
  if (once === undefined) return;
  const mine = await tx
    .update(idempotencyKeys)
    .set({ status: COMMITTED })
    .where(isClaim(ctx, once))
    .returning({ key: idempotencyKeys.key });
  if (mine.length > 0) return;
  const [other] = await tx
    .select({ token: idempotencyKeys.token })
    .from(idempotencyKeys)
    .where(isKey(ctx, once.key));
  // None: the act is recorded with another tenant than the caller's.
  if (other === undefined) return;
  throw new ConflictError("Another request with this Idempotency-Key has taken over; this one did nothing.");
}

/** Keeps the answer for 24 hours, encrypted: it can hold a secret that is shown only once. */
export async function finishIdempotencyKey(
  ctx: ServiceContext,
  once: OnceClaim,
  answer: StoredAnswer,
): Promise<void> {
  const response = await ctx.keyring.encrypt(ctx.tenantId, "idempotency", Buffer.from(answer.body, "utf8"));
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(idempotencyKeys)
      .set({ status: String(answer.status), response })
      .where(isClaim(ctx, once)),
  );
}

/** Gives the key back after a request that failed; one that had taken effect before keeps it, without an answer. */
export async function abandonIdempotencyKey(ctx: ServiceContext, once: OnceClaim): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await tx.delete(idempotencyKeys).where(and(isClaim(ctx, once), eq(idempotencyKeys.status, RUNNING)));
    const leaseUntil = new Date(ctx.now().getTime() - 1);
    await tx.update(idempotencyKeys).set({ leaseUntil }).where(isClaim(ctx, once));
  });
}

function isClaim(ctx: ServiceContext, once: OnceClaim) {
  return and(isKey(ctx, once.key), eq(idempotencyKeys.token, once.token));
}

function isKey(ctx: ServiceContext, key: string) {
  return and(eq(idempotencyKeys.tenantId, ctx.tenantId), eq(idempotencyKeys.key, key));
}
