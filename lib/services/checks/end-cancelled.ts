import type { ConnectorDefinition } from "@/lib/connectors/definition";
import type { Tx } from "@/lib/db/client";
import { lifecycleOf } from "@/lib/temporal/contracts/check-lifecycle";
import type { ServiceContext } from "../context";
import { stopNotifications } from "../notifications";
import { type DefinitionVersion, findDefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { moveCheck } from "./move-check";

/** Longer than the activity that starts a check may take: an answer to it has come by then, or never will. */
const START_OVER_MS = 180_000;

/**
 * Ends a locked check for good: no notification of it leaves any more. What the provider has to be told is committed
 * with it, and the lifecycle, which the caller wakes, tells it for as long as it takes.
 */
export async function endCancelled(
  tx: Tx,
  ctx: ServiceContext,
  { check, by }: { check: CheckRow; by?: "maxsight" | "simulator" },
): Promise<CheckRow> {
  await stopNotifications(tx, ctx, { checkId: check.id });
  const { providerId, version: number } = check;
  const version = await findDefinitionVersion(tx, ctx, { providerId, number });
  const now = ctx.now();
  return moveCheck(tx, ctx, {
    check,
    to: "cancelled",
    changes: {
      finishedAt: now,
      engineDueAt: now,
      nextPollAt: null,
      failingSince: null,
      failingCode: null,
      monitoringPausedAt: null,
      ...debtOf(check, version, now),
    },
    details: by === undefined ? {} : { by },
  });
}

/** What is owed to the provider. Where nobody can read how it is told, a person has to see to it. */
function debtOf(check: CheckRow, version: DefinitionVersion | null, now: Date): Partial<CheckRow> {
  if (version === null) return isKnownThere(check) ? { providerCancel: "failed" } : {};
  return isToldOfCancel(check, version.connector) ? oweCancel(tellAt(check, now)) : {};
}

function isKnownThere(check: CheckRow): boolean {
  return !check.isDemo && check.startedAt !== null && lifecycleOf(check.checkTemplate) !== null;
}

/** Whether the provider knows of the check and its definition says how to end it there. */
export function isToldOfCancel(check: CheckRow, connector: ConnectorDefinition): boolean {
  return isKnownThere(check) && connector.kind === "http" && connector.operations.cancel !== undefined;
}

/** The columns that say that the provider is to be told, from the first try on. */
export function oweCancel(at: Date) {
  return { providerCancel: "due" as const, providerCancelAt: at, providerCancelAttempts: 0 };
}

/** A start that is out right now brings the reference which the provider is told to end; it is waited for. */
function tellAt(check: CheckRow, now: Date): Date {
  const { state, startedAt } = check;
  if (state !== "accepted" || startedAt === null) return now;
  return new Date(Math.max(now.getTime(), startedAt.getTime() + START_OVER_MS));
}
