import { eq } from "drizzle-orm";
import type { Answered, RecordedExchange } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { checks, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { newId } from "@/lib/ids";
import { isMonitored } from "@/lib/protocol/check-template";
import { decisionOf } from "@/lib/protocol/decision";
import type { FinalOutcome, Outcome, PendingOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { prepareExchanges, providerExchange } from "../exchanges";
import { queueNotification } from "../notifications";
import { type PayloadRow, sealPayload } from "../payloads";
import type { DefinitionVersion } from "../registry";
import { attachEvidence } from "../resources";
import { appendUpdate, firstErrorType, nextMonitoringPoll } from "./append-update";
import type { CheckRow } from "./check-row";
import { isToldOfCancel, oweCancel } from "./end-cancelled";
import { lockCheck } from "./find-check";
import { hearingOf, type Hearing } from "./hearing";
import { addCheckEvent, moveCheck } from "./move-check";
import { UNFETCHED_EXPIRY_MS } from "./next-step";
import { pollAgainAt } from "./poll-again-at";

export type OutcomeToStore = {
  check: CheckRow;
  /** Null where it cannot be read any more; errors can be stored all the same. */
  version: DefinitionVersion | null;
  outcome: Outcome;
  exchanges: readonly RecordedExchange[];
  /** The provider could not be asked: its own wish of when to come back counts for a pending outcome. */
  transient?: Answered["transient"];
  /** The lifecycle stores it itself and decides in the same transaction: nobody has to wake it. */
  isOwnStep?: boolean;
};

/** States in which a result may still arrive. A later one (a duplicate webhook, a late poll) changes nothing. */
const OPEN_STATES = ["accepted", "in_progress", "monitoring"];

/**
 * Stores what the provider answered, in one transaction with the notification that becomes due by it. Safe to repeat:
 * only the first final outcome of a one-time check counts, and of a monitored one only what differs from the last.
 */
export async function storeOutcome(ctx: ServiceContext, input: OutcomeToStore): Promise<CheckRow> {
  const write = await prepareOutcome(ctx, input);
  return asTenant(ctx.db, ctx.tenantId, write);
}

/** Encrypts the bodies of an outcome ahead of a transaction; the returned function stores it inside one, as `storeOutcome`. */
export async function prepareOutcome(
  ctx: ServiceContext,
  input: OutcomeToStore,
): Promise<(tx: Tx) => Promise<CheckRow>> {
  const { version } = input;
  const resourceId = isMonitored(input.check.checkTemplate) ? newId(ctx.now().getTime()) : input.check.id;
  const outcome =
    version === null
      ? input.outcome
      : await attachEvidence(ctx, {
          check: input.check,
          document: version.document,
          outcome: input.outcome,
          resourceId,
        });
  const writeExchanges = await prepareExchanges(
    ctx,
    input.exchanges.map((recorded) =>
      providerExchange({ providerId: input.check.providerId, checkId: input.check.id }, recorded),
    ),
  );
  const body =
    outcome.kind === "pending"
      ? await sealPayload(ctx, "progress", { state: outcome.state ?? null })
      : await sealPayload(ctx, "result", outcome);
  return async (tx) => {
    // First the lock: an exchange refers to the check, and two who hold such a reference could never both get the lock.
    const check = await lockCheck(tx, ctx, input.check.id);
    await writeExchanges(tx);
    if (!OPEN_STATES.includes(check.state)) return noteLate(tx, ctx, { check, outcome, body, version });
    const hearing = hearingOf(check, input, ctx.now());
    const isOwnStep = input.isOwnStep === true;
    const transient = input.transient ?? null;
    const storing = { check, body, version, updateRowId: resourceId, hearing, isOwnStep, transient };
    if (check.state === "monitoring") return storeMonitoring(tx, ctx, { ...storing, outcome });
    if (outcome.kind === "pending") return storePending(tx, ctx, { ...storing, outcome });
    return storeFinal(tx, ctx, { ...storing, outcome });
  };
}

/**
 * The check has ended meanwhile. What the provider says of it is noted; a reference that was not known when the check was
 * cancelled names something at the provider that has yet to be ended.
 */
async function noteLate(
  tx: Tx,
  ctx: ServiceContext,
  { check, outcome, body, version }: Omit<Storing<Outcome>, "updateRowId" | "hearing">,
): Promise<CheckRow> {
  const details = { outcome: outcome.kind };
  await addCheckEvent(tx, ctx, { checkId: check.id, kind: "late_outcome", details });
  if (check.state !== "cancelled" || version === null || !isToldOfCancel(check, version.connector))
    return check;
  const reference = outcome.kind === "pending" ? (outcome.providerReference ?? null) : null;
  const isNew = reference !== null && reference !== check.providerReference;
  // A start that was out when the check was cancelled has come back: nothing is waited for any more.
  if (!isNew && check.providerCancel !== "due") return check;
  if (isNew) await tx.insert(payloads).values(body);
  const now = ctx.now();
  const changes = {
    ...(isNew ? { providerReference: reference, progressPayloadId: body.id, ...oweCancel(now) } : {}),
    providerCancelAt: now,
    engineDueAt: now,
  };
  const [changed] = await tx.update(checks).set(changes).where(eq(checks.id, check.id)).returning();
  return changed ?? check;
}

type Storing<Kind extends Outcome> = {
  check: CheckRow;
  outcome: Kind;
  body: PayloadRow;
  version: DefinitionVersion | null;
  /** The row of the update that a monitored result becomes: the evidence page's address is made of it. */
  updateRowId: string;
  /** Of a monitored check: what this says about hearing the provider. Absent: nothing. */
  hearing?: Hearing;
  isOwnStep?: boolean;
  transient?: Answered["transient"];
};

/**
 * Trouble while monitoring is no result: it is noted, and the provider is asked again when its time comes. Where it has none,
 * somebody announced a change: that is asked for until the provider can be reached.
 */
async function storeMonitoring(tx: Tx, ctx: ServiceContext, input: Storing<Outcome>): Promise<CheckRow> {
  const { outcome, body, hearing } = input;
  // A poll that was out when a person paused the monitoring must not start it again.
  const isPaused = input.check.monitoringPausedAt !== null;
  const polls = isPaused ? NOT_POLLED : monitoringPolls(input, ctx.now());
  await tx
    .update(checks)
    .set({ ...polls, ...hearing })
    .where(eq(checks.id, input.check.id));
  const check = { ...input.check, ...polls, ...hearing };
  const { updateRowId } = input;
  if (outcome.kind === "result") return appendUpdate(tx, ctx, { check, outcome, body, updateRowId });
  if (outcome.kind === "errors") {
    const details = { error: firstErrorType(outcome) };
    await addCheckEvent(tx, ctx, { checkId: check.id, kind: "monitoring_failed", details });
  }
  return check;
}

type Polls = Pick<CheckRow, "nextPollAt" | "pollCount">;
const NOT_POLLED: Polls = { nextPollAt: null, pollCount: 0 };

function monitoringPolls({ check, version, transient = null }: Storing<Outcome>, now: Date): Polls {
  const nextPollAt = nextMonitoringPoll(version, now);
  if (nextPollAt !== null || transient === null) return { nextPollAt, pollCount: 0 };
  const { pollCount } = check;
  return { nextPollAt: pollAgainAt({ version, pollCount, ...transient }, now), pollCount: pollCount + 1 };
}

async function storePending(tx: Tx, ctx: ServiceContext, input: Storing<PendingOutcome>): Promise<CheckRow> {
  const { check, outcome, body, version } = input;
  await tx.insert(payloads).values(body);
  if (check.progressPayloadId !== null)
    await tx.delete(payloads).where(eq(payloads.id, check.progressPayloadId));
  const { pollCount } = check;
  const retryAfterMs = input.transient?.retryAfterMs ?? null;
  const providerReference = outcome.providerReference ?? check.providerReference;
  const isSeen = input.isOwnStep === true && providerReference === check.providerReference;
  const changes = {
    providerReference,
    progressPayloadId: body.id,
    nextPollAt: pollAgainAt({ version, pollCount, retryAfterMs }, ctx.now()),
    pollCount: pollCount + 1,
    // Its webhooks may have come before anybody knew this reference: a lifecycle has to look, whatever dies until then.
    ...(isSeen ? {} : { engineDueAt: ctx.now() }),
    ...(isMonitored(check.checkTemplate) ? input.hearing : {}),
  };
  if (check.state === "accepted") return moveCheck(tx, ctx, { check, to: "in_progress", changes });
  const [updated] = await tx.update(checks).set(changes).where(eq(checks.id, check.id)).returning();
  return updated ?? check;
}

/** A final outcome of a locked, open check; the caller has sealed its body. */
export async function storeFinal(
  tx: Tx,
  ctx: ServiceContext,
  input: Storing<FinalOutcome>,
): Promise<CheckRow> {
  const { check, outcome, body } = input;
  const now = ctx.now();
  // Errors of the very start may still go out in the start answer, so they take the one-time path until that is settled.
  const isUpdate = outcome.kind === "result" || check.state !== "accepted" || check.startAnswered === "plain";
  const ofMonitored = isMonitored(check.checkTemplate);
  if (ofMonitored && isUpdate) {
    const nextPollAt = nextMonitoringPoll(input.version, now);
    const { updateRowId, hearing } = input;
    await tx
      .update(checks)
      .set({ nextPollAt, pollCount: 0, ...hearing })
      .where(eq(checks.id, check.id));
    return appendUpdate(tx, ctx, { check: { ...check, nextPollAt, ...hearing }, outcome, body, updateRowId });
  }
  await tx.insert(payloads).values(body);
  // A synchronous check is answered with this outcome, so Maxsight has it as soon as it is stored.
  const isSynchronous = check.checkTemplate === "ONE_TIME_SYNCHRONOUS";
  const moved = await moveCheck(tx, ctx, {
    check,
    to: isSynchronous ? "finished" : "result_ready",
    changes: {
      outcome: outcome.kind,
      decision: decisionOf(check.checkType, outcome),
      errorType: firstErrorType(outcome),
      resultPayloadId: body.id,
      resultAt: now,
      nextPollAt: null,
      deadlineAt: new Date(now.getTime() + UNFETCHED_EXPIRY_MS),
      engineDueAt: isSynchronous || input.isOwnStep === true ? null : now,
      ...(ofMonitored ? input.hearing : {}),
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
