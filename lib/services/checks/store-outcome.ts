import { eq } from "drizzle-orm";
import type { RecordedExchange } from "@/lib/connectors/connector";
import { pollPlanOf } from "@/lib/connectors/definition";
import type { Tx } from "@/lib/db/client";
import { checks, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { decisionOf } from "@/lib/protocol/decision";
import type { FinalOutcome, Outcome, PendingOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { type ExchangeFacts, prepareExchanges, storedMessage } from "../exchanges";
import { queueNotification } from "../notifications";
import { type PayloadRow, sealPayload } from "../payloads";
import type { DefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { lockCheck } from "./find-check";
import { addCheckEvent, moveCheck } from "./move-check";

export type OutcomeToStore = {
  check: CheckRow;
  version: DefinitionVersion;
  outcome: Outcome;
  exchanges: readonly RecordedExchange[];
};

/** States in which a result may still arrive. A later one (a duplicate webhook, a late poll) changes nothing. */
const OPEN_STATES = ["accepted", "in_progress"];

/**
 * Stores what the provider answered, in one transaction with the notification that becomes due by it. Safe to repeat:
 * only the first final outcome of a check counts. Bodies are encrypted before the transaction begins.
 */
export async function storeOutcome(ctx: ServiceContext, input: OutcomeToStore): Promise<CheckRow> {
  const { outcome } = input;
  const writeExchanges = await prepareExchanges(
    ctx,
    input.exchanges.map((recorded) => providerExchange(input.check, recorded)),
  );
  const body =
    outcome.kind === "pending"
      ? await sealPayload(ctx, "progress", { state: outcome.state ?? null })
      : await sealPayload(ctx, "result", outcome);
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await writeExchanges(tx);
    const check = await lockCheck(tx, ctx, input.check.id);
    if (!OPEN_STATES.includes(check.state)) {
      await addCheckEvent(tx, ctx, {
        checkId: check.id,
        kind: "late_outcome",
        details: { outcome: outcome.kind },
      });
      return check;
    }
    if (outcome.kind === "pending")
      return storePending(tx, ctx, { check, outcome, body, version: input.version });
    return storeFinal(tx, ctx, { check, outcome, body });
  });
}

async function storePending(
  tx: Tx,
  ctx: ServiceContext,
  input: {
    check: CheckRow;
    outcome: PendingOutcome;
    body: PayloadRow;
    version: DefinitionVersion;
  },
): Promise<CheckRow> {
  const { check, outcome, body } = input;
  await tx.insert(payloads).values(body);
  if (check.progressPayloadId !== null)
    await tx.delete(payloads).where(eq(payloads.id, check.progressPayloadId));
  const plan = pollPlanOf(input.version.connector);
  const delayMs =
    plan === null ? null : Math.min(plan.maxEveryMs, plan.everyMs * plan.backoff ** check.pollCount);
  const changes = {
    providerReference: outcome.providerReference ?? check.providerReference,
    progressPayloadId: body.id,
    nextPollAt: delayMs === null ? null : new Date(ctx.now().getTime() + delayMs),
    pollCount: check.pollCount + 1,
  };
  if (check.state === "accepted") return moveCheck(tx, ctx, { check, to: "in_progress", changes });
  const [updated] = await tx.update(checks).set(changes).where(eq(checks.id, check.id)).returning();
  return updated ?? check;
}

async function storeFinal(
  tx: Tx,
  ctx: ServiceContext,
  input: { check: CheckRow; outcome: FinalOutcome; body: PayloadRow },
): Promise<CheckRow> {
  const { check, outcome, body } = input;
  await tx.insert(payloads).values(body);
  const now = ctx.now();
  // A synchronous check is answered with this outcome, so Maxsight has it as soon as it is stored.
  const isSynchronous = check.checkTemplate === "ONE_TIME_SYNCHRONOUS";
  const moved = await moveCheck(tx, ctx, {
    check,
    to: isSynchronous ? "finished" : "result_ready",
    changes: {
      outcome: outcome.kind,
      decision: decisionOf(check.checkType, outcome),
      errorType: outcome.kind === "errors" ? (outcome.errors[0]?.type ?? null) : null,
      resultPayloadId: body.id,
      resultAt: now,
      nextPollAt: null,
      engineDueAt: isSynchronous ? null : now,
      ...(isSynchronous ? { fetchedAt: now, finishedAt: now } : {}),
    },
    details: { outcome: outcome.kind, version: check.version },
  });
  await queueNotificationIfDue(tx, ctx, moved);
  return moved;
}

/** Result and `ready` are both there: the notification is committed together with whichever came last. */
export async function queueNotificationIfDue(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<void> {
  const isDue =
    check.state === "result_ready" && check.readyAt !== null && check.checkTemplate === "ONE_TIME_CALLBACK";
  if (isDue) await queueNotification(tx, ctx, { check });
}

function providerExchange(check: CheckRow, recorded: RecordedExchange): ExchangeFacts {
  const { exchange } = recorded;
  const timings = Object.entries(exchange.timings).filter(
    (entry): entry is [string, number] => entry[1] !== null,
  );
  return {
    providerId: check.providerId,
    checkId: check.id,
    peer: "provider",
    direction: "out",
    operation: recorded.operation,
    attempt: recorded.attempt,
    method: exchange.method,
    url: exchange.url,
    status: exchange.status,
    errorCode: exchange.errorCode,
    startedAtMs: exchange.startedAtMs,
    durationMs: exchange.durationMs,
    timings: Object.fromEntries(timings),
    requestSize: exchange.requestBody?.length ?? 0,
    responseSize: exchange.responseBody.length,
    request: storedMessage(exchange.requestHeaders, exchange.requestBody),
    response:
      exchange.status === null ? null : storedMessage(exchange.responseHeaders, exchange.responseBody),
  };
}
