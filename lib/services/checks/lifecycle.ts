import type { CheckId } from "@/lib/ids";
import { and, asc, desc, eq, isNull, notInArray } from "drizzle-orm";
import type { Answered, ConnectorProgress } from "@/lib/connectors/connector";
import { pollPlanOf } from "@/lib/connectors/definition";
import type { Tx } from "@/lib/db/client";
import { checks, notifications, payloads, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ErrorsOutcome, PendingOutcome } from "@/lib/protocol/outcome";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import type { ServiceContext } from "../context";
import { queueNotification } from "../notifications";
import { type DefinitionVersion, getDefinitionVersion } from "../registry";
import { findJsonPayload, sealPayload } from "../payloads";
import { appendUpdate } from "./append-update";
import type { CheckRow } from "./check-row";
import { loadCheckWork } from "./check-work";
import { getCheckRow, lockCheck } from "./find-check";
import { moveCheck } from "./move-check";
import { decideNextStep, type LifecycleDecision, type LifecycleFacts } from "./next-step";
import { storeOutcome } from "./store-outcome";

type CheckInput = { checkId: CheckId };

/** A journey of an applicant may take days; after this without a word from the provider we answer for it. */
const WEBHOOK_GIVE_UP_MS = 14 * 86_400_000;

/**
 * Reads the row and says what the lifecycle does next. Reading acknowledges: `engine_due_at` is cleared in the same
 * transaction, so a change after it makes the row due again. Safe to repeat: it only moves what is due by time.
 */
export async function nextStep(ctx: ServiceContext, { checkId }: CheckInput): Promise<LifecycleStep> {
  const version = await versionOf(ctx, checkId);
  // Each decision that the verb carries out itself changes the row, so a handful of rounds always suffices.
  for (let round = 0; round < 4; round += 1) {
    const decision = await decideUnderLock(ctx, checkId, version);
    if (decision.do === "fail_interrupted") {
      await failCheck(ctx, { checkId, version, message: INTERRUPTED });
    } else if (decision.do === "give_up") {
      await failCheck(ctx, { checkId, version, message: GAVE_UP });
    } else if (decision.do !== "expire" && decision.do !== "queue_notification") {
      return decision;
    }
  }
  return { do: "wait", for: "result", forMs: 60_000 };
}

const INTERRUPTED =
  "Gatehouse was interrupted while it called the provider and does not know whether the provider took the request.";
const GAVE_UP = "The provider did not deliver a result in the time its definition allows.";

async function decideUnderLock(
  ctx: ServiceContext,
  checkId: CheckId,
  version: DefinitionVersion,
): Promise<LifecycleDecision> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, checkId);
    if (check.engineDueAt !== null)
      await tx.update(checks).set({ engineDueAt: null }).where(eq(checks.id, checkId));
    const decision = decideNextStep(await readFacts(tx, check, version), ctx.now().getTime());
    if (decision.do === "expire")
      await moveCheck(tx, ctx, { check, to: "expired", changes: { finishedAt: ctx.now() } });
    if (decision.do === "queue_notification")
      await queueNotification(tx, ctx, { check, ...(await pendingUpdateOf(tx, check)) });
    if (decision.do === "end") await forgetCredentials(tx, check);
    return decision;
  });
}

async function readFacts(tx: Tx, check: CheckRow, version: DefinitionVersion): Promise<LifecycleFacts> {
  const pending = await pendingUpdateOf(tx, check);
  return {
    template: check.checkTemplate,
    state: check.state,
    isDemo: check.isDemo,
    createdAtMs: check.createdAt.getTime(),
    startedAtMs: toMs(check.startedAt),
    isRestartable: check.isDemo || isSafeToRestart(version),
    readyAtMs: toMs(check.readyAt),
    resultAtMs: toMs(check.resultAt),
    outcome: check.outcome,
    startAnswered: check.startAnswered,
    nextPollAtMs: toMs(check.nextPollAt),
    giveUpAfterMs: pollPlanOf(version.connector)?.giveUpAfterMs ?? WEBHOOK_GIVE_UP_MS,
    notification: await readNotification(tx, check, pending),
    hasPendingUpdate: pending !== null,
  };
}

/** The oldest update Maxsight has not fetched: updates leave strictly in order, one at a time. */
async function pendingUpdateOf(tx: Tx, check: CheckRow): Promise<{ updateId: string } | null> {
  if (check.state !== "monitoring") return null;
  const [row] = await tx
    .select({ updateId: updates.id })
    .from(updates)
    .where(and(eq(updates.checkId, check.id), notInArray(updates.state, ["fetched", "superseded"])))
    .orderBy(asc(updates.number))
    .limit(1);
  return row ?? null;
}

async function readNotification(
  tx: Tx,
  check: CheckRow,
  pending: { updateId: string } | null,
): Promise<LifecycleFacts["notification"]> {
  const [row] = await tx
    .select({ id: notifications.id, state: notifications.state, nextAttemptAt: notifications.nextAttemptAt })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, check.tenantId),
        eq(notifications.checkId, check.id),
        pending === null ? isNull(notifications.updateId) : eq(notifications.updateId, pending.updateId),
      ),
    )
    .orderBy(desc(notifications.createdAt))
    .limit(1);
  return row === undefined
    ? null
    : { id: row.id, state: row.state, nextAttemptAtMs: toMs(row.nextAttemptAt) };
}

const toMs = (instant: Date | null): number | null => instant?.getTime() ?? null;

function isSafeToRestart({ connector }: DefinitionVersion): boolean {
  return connector.kind === "demo" || connector.operations.start.idempotent;
}

/**
 * Calls the provider for the first time. `started_at` is committed before the call leaves, so that a repeat after a
 * crash knows: only a provider that is said to be idempotent is called again (`fail_interrupted` otherwise).
 */
export async function startUpstream(ctx: ServiceContext, { checkId }: CheckInput): Promise<LifecycleStep> {
  const step = await nextStep(ctx, { checkId });
  if (step.do !== "start") return step;
  const check = await markStarted(ctx, checkId);
  const { version, connector, call } = await loadCheckWork(ctx, check);
  const answered = await connector.start(call);
  await storeOutcome(ctx, { check, version, ...answered });
  return nextStep(ctx, { checkId });
}

async function markStarted(ctx: ServiceContext, checkId: CheckId): Promise<CheckRow> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, checkId);
    const startedAt = check.startedAt ?? ctx.now();
    await tx.update(checks).set({ startedAt }).where(eq(checks.id, checkId));
    return { ...check, startedAt };
  });
}

/** Asks the provider whether it is done. Safe to repeat: asking changes nothing at the provider. */
export async function pollUpstream(ctx: ServiceContext, { checkId }: CheckInput): Promise<LifecycleStep> {
  const step = await nextStep(ctx, { checkId });
  if (step.do !== "poll" || step.afterMs > 0) return step;
  const check = await getCheckRow(ctx, checkId);
  const { version, connector, call, progress } = await loadCheckWork(ctx, check);
  if (connector.poll === undefined) return step;
  const answered = await connector.poll(call, progress);
  await storeOutcome(ctx, { check, version, ...keepPollingOn(answered, progress) });
  return nextStep(ctx, { checkId });
}

/** A provider that is briefly away must not end a check that it is working on: no connection means asking later. */
function keepPollingOn(answer: Answered, progress: ConnectorProgress): Answered {
  const { outcome } = answer;
  const isAway =
    outcome.kind === "errors" && outcome.errors.every((error) => error.type === "PROVIDER_CONNECTION");
  return isAway ? { ...answer, outcome: stillPending(progress) } : answer;
}

function stillPending(progress: ConnectorProgress): PendingOutcome {
  return {
    kind: "pending",
    ...(progress.state == null ? {} : { state: progress.state as PendingOutcome["state"] & {} }),
  };
}

/** Decides who owns errors of the start: unless the start answer took them, they travel with the result. */
export async function settleStartAnswer(
  ctx: ServiceContext,
  { checkId }: CheckInput,
): Promise<LifecycleStep> {
  await claimStartAnswer(ctx, { checkId, as: "plain" });
  return nextStep(ctx, { checkId });
}

/**
 * Compare-and-set on `start_answered`. With `errors` the check is finished: Maxsight has the outcome and will not ask
 * again (PROTOCOL 7.3). Resolves false when the other side was first.
 */
export async function claimStartAnswer(
  ctx: ServiceContext,
  { checkId, as }: CheckInput & { as: "plain" | "errors" },
): Promise<boolean> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, checkId);
    if (check.startAnswered !== null) return check.startAnswered === as;
    if (as === "plain") {
      await tx.update(checks).set({ startAnswered: "plain" }).where(eq(checks.id, checkId));
      if (check.checkTemplate === "MONITORED_CALLBACK") await promoteToUpdate(tx, ctx, check);
      return true;
    }
    if (check.state !== "result_ready") return false;
    const now = ctx.now();
    await moveCheck(tx, ctx, {
      check,
      to: "finished",
      changes: { startAnswered: "errors", fetchedAt: now, finishedAt: now, engineDueAt: now },
    });
    return true;
  });
}

async function failCheck(
  ctx: ServiceContext,
  input: { checkId: CheckId; version: DefinitionVersion; message: string },
): Promise<void> {
  const check = await getCheckRow(ctx, input.checkId);
  const outcome: ErrorsOutcome = {
    kind: "errors",
    errors: [{ type: "PROVIDER_CONNECTION", message: input.message }],
  };
  await storeOutcome(ctx, { check, version: input.version, outcome, exchanges: [] });
}

async function versionOf(ctx: ServiceContext, checkId: CheckId): Promise<DefinitionVersion> {
  const check = await getCheckRow(ctx, checkId);
  return getDefinitionVersion(ctx, { providerId: check.providerId, number: check.version });
}

/** The customer's credentials are gone when the check ends (PRODUCT, trap 6). */
async function forgetCredentials(tx: Tx, check: CheckRow): Promise<void> {
  if (check.credentialsPayloadId === null) return;
  await tx.delete(payloads).where(eq(payloads.id, check.credentialsPayloadId));
  await tx.update(checks).set({ credentialsPayloadId: null }).where(eq(checks.id, check.id));
}

/** Errors of a monitored check that missed the start answer travel like any result: as its first update. */
async function promoteToUpdate(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<void> {
  const outcome = await findJsonPayload<ErrorsOutcome>(ctx, tx, check.resultPayloadId);
  if (outcome === null || check.state !== "result_ready") return;
  await appendUpdate(tx, ctx, { check, outcome, body: await sealPayload(ctx, "result", outcome) });
}
