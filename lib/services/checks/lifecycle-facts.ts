import { and, asc, desc, eq, isNull, notInArray, or } from "drizzle-orm";
import { pollPlanOf } from "@/lib/connectors/definition";
import type { Tx } from "@/lib/db/client";
import { inboundEvents, notifications, updates } from "@/lib/db/schema";
import { isUnclaimed } from "../inbound";
import type { DefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import type { LifecycleFacts } from "./next-step";

/** A journey of an applicant may take days; after this without a word from the provider we answer for it. */
const WEBHOOK_GIVE_UP_MS = 14 * 86_400_000;

/** How long after its start a check waits for its provider. */
export function giveUpAfterMsOf(version: DefinitionVersion | null): number {
  return (version === null ? null : pollPlanOf(version.connector)?.giveUpAfterMs) ?? WEBHOOK_GIVE_UP_MS;
}

/** A token that is fetched ahead of the call, and storing what came back. */
const AROUND_CALL_MS = 20_000;
/** As long as the activity that starts a check may take. */
const LONGEST_START_MS = 150_000;

/** How long the call that starts a check may take in all; one that is not idempotent is repeated only for a new token. */
function startTakesMs(version: DefinitionVersion | null): number {
  if (version?.connector.kind !== "http") return LONGEST_START_MS;
  return Math.min(LONGEST_START_MS, 2 * version.connector.operations.start.timeout_ms + AROUND_CALL_MS);
}

/** States in which the decision looks at webhooks. */
const READS_WEBHOOKS = ["in_progress", "monitoring"];

/** Whether the decision looks at a notification: of a result, or of an update. */
function mayNotify(check: CheckRow, pending: { updateId: string } | null): boolean {
  return check.state === "result_ready" || pending !== null;
}

/** Reads everything `decideNextStep` needs, under the lock of the check. */
export async function readFacts(
  tx: Tx,
  check: CheckRow,
  version: DefinitionVersion | null,
): Promise<LifecycleFacts> {
  const pending = await pendingUpdateOf(tx, check);
  return {
    template: check.checkTemplate,
    state: check.state,
    isDemo: check.isDemo,
    createdAtMs: check.createdAt.getTime(),
    startedAtMs: toMs(check.startedAt),
    isRestartable: check.isDemo || (version !== null && isSafeToRestart(version)),
    startTakesMs: startTakesMs(version),
    readyAtMs: toMs(check.readyAt),
    resultAtMs: toMs(check.resultAt),
    outcome: check.outcome,
    startAnswered: check.startAnswered,
    nextPollAtMs: toMs(check.nextPollAt),
    giveUpAfterMs: giveUpAfterMsOf(version),
    notification: mayNotify(check, pending) ? await readNotification(tx, check, pending) : null,
    hasPendingUpdate: pending !== null,
    hasInbound:
      READS_WEBHOOKS.includes(check.state) && version !== null && (await hasUnreadEvents(tx, check, version)),
    isPaused: check.monitoringPausedAt !== null,
    cancelAtMs: check.providerCancel === "due" ? toMs(check.providerCancelAt) : null,
  };
}

/** The oldest update Maxsight has not fetched: updates leave strictly in order, one at a time. */
export async function pendingUpdateOf(tx: Tx, check: CheckRow): Promise<{ updateId: string } | null> {
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

/** Webhooks that are stored and not yet read, those included that came before the check knew its provider reference. */
async function hasUnreadEvents(tx: Tx, check: CheckRow, { connector }: DefinitionVersion): Promise<boolean> {
  if (connector.kind !== "http" || connector.operations.webhook === undefined) return false;
  const early =
    check.providerReference === null
      ? undefined
      : and(eq(inboundEvents.providerReference, check.providerReference), isUnclaimed());
  const matched = and(eq(inboundEvents.checkId, check.id), eq(inboundEvents.state, "received"));
  const [row] = await tx
    .select({ id: inboundEvents.id })
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.tenantId, check.tenantId),
        eq(inboundEvents.providerId, check.providerId),
        or(matched, early),
      ),
    )
    .limit(1);
  return row !== undefined;
}
