import { eq } from "drizzle-orm";
import type { Answered, ConnectorProgress } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import type { PendingOutcome } from "@/lib/protocol/outcome";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import { callThrough, noteProviderAnswer, parkProviderCall, refusedForNow } from "../breakers";
import type { ServiceContext } from "../context";
import { beginProviderCall } from "./begin-provider-call";
import type { CheckRow } from "./check-row";
import { lockCheck } from "./find-check";
import { keepAnswer } from "./keep-answer";
import { carryOut } from "./lifecycle";
import { prepareOutcome } from "./store-outcome";

/** Asks the provider whether it is done. Safe to repeat: asking changes nothing at the provider. */
export async function pollUpstream(
  ctx: ServiceContext,
  { checkId }: { checkId: CheckId },
): Promise<LifecycleStep> {
  const begun = await beginProviderCall(ctx, {
    checkId,
    isWanted: (decision) => decision.do === "poll" && decision.afterMs === 0,
  });
  if ("decision" in begun) return carryOut(ctx, checkId, begun);
  const { check, gate } = begun;
  const { version, connector, call, progress } = begun.work;
  const ask = async (): Promise<Answered> => {
    if (connector.poll === undefined)
      throw new AppError("mapping_failed", "The connector has no poll operation.");
    return connector.poll(call, progress);
  };
  const calling = { call: ask, refused: refusedForNow };
  const answered = await callThrough(ctx, { provider: check, gate }, calling);
  const decided = await keepAnswer(ctx, {
    check,
    callEndsAtMs: call.deadlineMs,
    prepare: async (isOwnStep) =>
      "isPutOff" in answered
        ? (tx) => putOffPoll(tx, ctx, check)
        : prepareOutcome(ctx, { check, version, ...keepPollingOn(answered, progress), isOwnStep }),
  });
  await noteProviderAnswer(ctx, check, answered);
  return carryOut(ctx, checkId, decided);
}

/** The breaker of the provider is open: nobody asks before its probe, which one of all who wait then is. */
async function putOffPoll(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<CheckRow> {
  const current = await lockCheck(tx, ctx, check.id);
  // Whoever asked for a poll meanwhile, or ended the check, is not overruled.
  if (current.nextPollAt?.getTime() !== check.nextPollAt?.getTime()) return current;
  const nextPollAt = await parkProviderCall(tx, ctx, check);
  await tx.update(checks).set({ nextPollAt }).where(eq(checks.id, check.id));
  return { ...current, nextPollAt };
}

/** A provider that is briefly away must not end a check that it is working on: it is asked again, when it says so. */
function keepPollingOn(answer: Answered, progress: ConnectorProgress): Answered {
  return answer.transient === null ? answer : { ...answer, outcome: stillPending(progress) };
}

function stillPending(progress: ConnectorProgress): PendingOutcome {
  return {
    kind: "pending",
    ...(progress.state == null ? {} : { state: progress.state as PendingOutcome["state"] & {} }),
  };
}
