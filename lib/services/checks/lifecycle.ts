import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import type { ErrorsOutcome } from "@/lib/protocol/outcome";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import type { ServiceContext } from "../context";
import { claimStartAnswer } from "./claim-start-answer";
import { type Decided, decideLocked, decideUnderLock } from "./decide-step";
import { getCheckRow, lockCheck } from "./find-check";
import { readInbound } from "./read-inbound";
import { prepareOutcome } from "./store-outcome";

type CheckInput = { checkId: CheckId };

/**
 * Reads the row and says what the lifecycle does next. Reading acknowledges: `engine_due_at` is cleared in the same
 * transaction, so a change after it makes the row due again. Safe to repeat: it only moves what is due by time.
 */
export async function nextStep(ctx: ServiceContext, { checkId }: CheckInput): Promise<LifecycleStep> {
  return carryOut(ctx, checkId, await decideUnderLock(ctx, checkId));
}

/**
 * Carries out what a verb does itself, and decides again, until there is something for the lifecycle to do. `first` null: it
 * has yet to be decided.
 */
export async function carryOut(
  ctx: ServiceContext,
  checkId: CheckId,
  first: Decided | null,
): Promise<LifecycleStep> {
  let { decision, version } = first ?? (await decideUnderLock(ctx, checkId));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (decision.do === "read_inbound") {
      ({ decision, version } = await readInbound(ctx, checkId));
      continue;
    }
    if (decision.do === "fail_interrupted") {
      await failCheck(ctx, checkId, { decision, version, message: INTERRUPTED });
    } else if (decision.do === "give_up") {
      await failCheck(ctx, checkId, { decision, version, message: GAVE_UP });
    } else if (decision.do !== "expire" && decision.do !== "queue_notification") {
      return decision;
    }
    ({ decision, version } = await decideUnderLock(ctx, checkId));
  }
  return { do: "wait", for: "result", forMs: 60_000 };
}

/** Each takes a webhook away or changes the row, so a handful is enough; the rest of a flood waits a minute. */
const MAX_ROUNDS = 50;
const INTERRUPTED =
  "Gatehouse was interrupted while it called the provider and does not know whether the provider took the request.";
const GAVE_UP = "The provider did not deliver a result in the time its definition allows.";

/** Decides who owns errors of the start: unless the start answer took them, they travel with the result. */
export async function settleStartAnswer(
  ctx: ServiceContext,
  { checkId }: CheckInput,
): Promise<LifecycleStep> {
  await claimStartAnswer(ctx, { checkId, as: "plain" });
  return nextStep(ctx, { checkId });
}

/** Unless something has changed since it was decided: a webhook may have come at the last moment. */
async function failCheck(
  ctx: ServiceContext,
  checkId: CheckId,
  { decision, version, message }: Decided & { message: string },
): Promise<void> {
  const check = await getCheckRow(ctx, checkId);
  const outcome: ErrorsOutcome = { kind: "errors", errors: [{ type: "PROVIDER_CONNECTION", message }] };
  const write = await prepareOutcome(ctx, { check, version, outcome, exchanges: [] });
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const now = await decideLocked(tx, ctx, await lockCheck(tx, ctx, checkId));
    if (now.decision.do === decision.do) await write(tx);
  });
}
