import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { AppError, ConflictError, InvalidInputError, messageOf } from "@/lib/errors";
import type { OnceClaim, ServiceContext } from "@/lib/services/context";
import {
  abandonIdempotencyKey,
  claimIdempotencyKey,
  finishIdempotencyKey,
  LEASE_MS,
  renewIdempotencyKey,
  type StoredAnswer,
} from "@/lib/services/idempotency";

type Repeatable = { request: Request; rawBody: Uint8Array };

const WAIT_MS = 5_000;
const ASK_EVERY_MS = 100;

/**
 * Runs a POST once per `Idempotency-Key` of a caller within 24 hours; without the header simply runs it. A repetition
 * gets the first answer; one that comes while the first still runs waits for it, at most five seconds. The key with
 * another path or body is a ConflictError. Only answers of success are kept: after a failure the key is free again, unless
 * something took effect before it. `run` gets the context to act with: what it does stands or falls with its claim.
 */
export async function oncePerKey(
  ctx: ServiceContext,
  call: Repeatable,
  run: (ctx: ServiceContext) => Promise<StoredAnswer>,
): Promise<StoredAnswer & { isReplay: boolean }> {
  const header = call.request.headers.get("idempotency-key");
  if (header === null || call.request.method !== "POST") return { ...(await run(ctx)), isReplay: false };
  const key = keyOf(ctx, header);
  const claim = await claimOrWait(ctx, { key, requestHash: hashOf(call) });
  if ("answer" in claim) return { ...claim.answer, isReplay: true };
  const answer = await runOrAbandon(ctx, claim.once, run);
  // When this write fails the work is done all the same, and the key says so: a repetition does not do it twice.
  await finishIdempotencyKey(ctx, claim.once, answer);
  return { ...answer, isReplay: false };
}

async function runOrAbandon(
  ctx: ServiceContext,
  once: OnceClaim,
  run: (ctx: ServiceContext) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const renewal = setInterval(() => {
    renewIdempotencyKey(ctx, once).catch((error: unknown) =>
      ctx.log.warn({ reason: messageOf(error) }, "the lease of an idempotency key could not be renewed"),
    );
  }, LEASE_MS / 4);
  renewal.unref();
  try {
    return await run({ ...ctx, once });
  } catch (error) {
    await abandonIdempotencyKey(ctx, once);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

const ANSWER_LOST =
  "A request with this Idempotency-Key took effect, but its answer was lost. See what it did before you use another key.";

async function claimOrWait(
  ctx: ServiceContext,
  input: { key: string; requestHash: string },
): Promise<{ answer: StoredAnswer } | { once: OnceClaim }> {
  const giveUpAtMs = Date.now() + WAIT_MS;
  while (Date.now() < giveUpAtMs) {
    const claim = await claimIdempotencyKey(ctx, input);
    if (claim.state === "claimed" || claim.state === "answered") return claim;
    if (claim.state === "answer_lost") throw new ConflictError(ANSWER_LOST);
    if (claim.state === "other_request") {
      throw new ConflictError("This Idempotency-Key was used for another request within the last 24 hours.");
    }
    await delay(ASK_EVERY_MS);
  }
  throw new AppError("conflict", "A request with this Idempotency-Key is still running. Try again shortly.", {
    details: { retryAfterSeconds: 2 },
  });
}

/** Keys of different callers never meet, not even inside one tenant. */
function keyOf(ctx: ServiceContext, header: string): string {
  if (header.length === 0 || header.length > 200) {
    throw new InvalidInputError("Idempotency-Key must have 1 to 200 characters.");
  }
  const caller = "id" in ctx.actor ? ctx.actor.id : ctx.actor.kind;
  return `${caller}/${header}`;
}

function hashOf({ request, rawBody }: Repeatable): string {
  const { pathname } = new URL(request.url);
  return createHash("sha256").update(`${request.method} ${pathname}\n`).update(rawBody).digest("hex");
}
