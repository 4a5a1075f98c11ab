import { and, eq, lt, sql } from "drizzle-orm";
import { idempotencyKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "../context";

/** The answer of the first request, kept so that a repetition gets the same. */
export type StoredAnswer = { status: number; body: string };

export type Claim =
  /** Nobody used this key: do the work, then `finish` or `abandon`. */
  | { state: "claimed" }
  /** The first request is still being worked on. */
  | { state: "running" }
  | { state: "answered"; answer: StoredAnswer }
  /** The key was used for something else. */
  | { state: "other_request" };

const KEPT_MS = 24 * 3_600_000;
/** A claim this old was left behind by a process that died: the next request may take it over. */
const ABANDONED_MS = 60_000;
const RUNNING = "running";

type KeyInput = { key: string; requestHash: string };

/** Claims a key for this request, or says what the first request with it came to. Safe under concurrency: one claims. */
export async function claimIdempotencyKey(ctx: ServiceContext, input: KeyInput): Promise<Claim> {
  const nowMs = ctx.now().getTime();
  const row = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await tx
      .delete(idempotencyKeys)
      .where(
        and(
          eq(idempotencyKeys.tenantId, ctx.tenantId),
          lt(idempotencyKeys.createdAt, new Date(nowMs - KEPT_MS)),
        ),
      );
    const claimed = await tx
      .insert(idempotencyKeys)
      .values({ ...input, tenantId: ctx.tenantId, status: RUNNING, createdAt: new Date(nowMs) })
      .onConflictDoUpdate({
        target: [idempotencyKeys.tenantId, idempotencyKeys.key],
        set: { createdAt: new Date(nowMs) },
        setWhere:
          and(
            eq(idempotencyKeys.status, RUNNING),
            eq(idempotencyKeys.requestHash, input.requestHash),
            lt(idempotencyKeys.createdAt, new Date(nowMs - ABANDONED_MS)),
          ) ?? sql`false`,
      })
      .returning({ key: idempotencyKeys.key });
    if (claimed.length > 0) return "claimed" as const;
    const [existing] = await tx.select().from(idempotencyKeys).where(isKey(ctx, input.key));
    return existing;
  });
  if (row === "claimed") return { state: "claimed" };
  if (row === undefined) return { state: "running" };
  if (row.requestHash !== input.requestHash) return { state: "other_request" };
  if (row.response === null) return { state: "running" };
  const body = await ctx.keyring.decrypt(ctx.tenantId, "idempotency", row.response);
  return { state: "answered", answer: { status: Number(row.status), body: body.toString("utf8") } };
}

/** Keeps the answer for 24 hours, encrypted: it can hold a secret that is shown only once. */
export async function finishIdempotencyKey(
  ctx: ServiceContext,
  key: string,
  answer: StoredAnswer,
): Promise<void> {
  const response = await ctx.keyring.encrypt(ctx.tenantId, "idempotency", Buffer.from(answer.body, "utf8"));
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(idempotencyKeys)
      .set({ status: String(answer.status), response })
      .where(isKey(ctx, key)),
  );
}

/** Gives the key back after a request that failed and changed nothing, so that a corrected one may use it. */
export async function abandonIdempotencyKey(ctx: ServiceContext, key: string): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.delete(idempotencyKeys).where(and(isKey(ctx, key), eq(idempotencyKeys.status, RUNNING))),
  );
}

function isKey(ctx: ServiceContext, key: string) {
  return and(eq(idempotencyKeys.tenantId, ctx.tenantId), eq(idempotencyKeys.key, key));
}
