import { desc, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, payloads, updates } from "@/lib/db/schema";
import { newId } from "@/lib/ids";
import { decisionOf } from "@/lib/protocol/decision";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import type { PayloadRow } from "../payloads";
import type { DefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { contentHash } from "./content-hash";
import { addCheckEvent, moveCheck } from "./move-check";

type Monitored = {
  check: CheckRow;
  outcome: FinalOutcome;
  body: PayloadRow;
  occurredAt?: Date;
  /** The id of the update's row, where something in the body already names it. */
  updateRowId?: string;
};

/**
 * Stores a result of a monitored check as its next update, when it says something that the last one did not. The check
 * is locked by the caller, so numbers have no gaps and the same answer twice is one update.
 */
export async function appendUpdate(tx: Tx, ctx: ServiceContext, input: Monitored): Promise<CheckRow> {
  const { check, outcome } = input;
  const hash = contentHash(outcome);
  const [last] = await tx
    .select({ number: updates.number, contentHash: updates.contentHash })
    .from(updates)
    .where(eq(updates.checkId, check.id))
    .orderBy(desc(updates.number))
    .limit(1);
  if (last?.contentHash === hash) return check;
  await tx.insert(payloads).values(input.body);
  const number = (last?.number ?? 0) + 1;
  const now = ctx.now();
  const said = {
    outcome: outcome.kind,
    decision: decisionOf(check.checkType, outcome),
    errorType: firstErrorType(outcome),
  };
  await tx.insert(updates).values({
    id: input.updateRowId ?? newId(now.getTime()),
    tenantId: ctx.tenantId,
    checkId: check.id,
    number,
    updateId: newId(now.getTime()),
    state: "pending",
    occurredAt: input.occurredAt ?? now,
    contentHash: hash,
    ...said,
    resultPayloadId: input.body.id,
    resultAt: now,
    createdAt: now,
  });
  const changes = {
    ...said,
    resultPayloadId: input.body.id,
    resultAt: check.resultAt ?? now,
    // A monitored check waits for as long as it takes.
    deadlineAt: null,
    engineDueAt: now,
  };
  await addCheckEvent(tx, ctx, {
    checkId: check.id,
    kind: "update",
    details: { number, outcome: outcome.kind },
  });
  if (check.state !== "monitoring") {
    // The flag of silence needs an instant to count from.
    const first = { ...changes, heardAt: check.heardAt ?? now };
    return moveCheck(tx, ctx, { check, to: "monitoring", changes: first, details: { number } });
  }
  const [changed] = await tx.update(checks).set(changes).where(eq(checks.id, check.id)).returning();
  return changed ?? check;
}

/** The `error_type` column of an outcome: what kind of error it leads with. */
export function firstErrorType(outcome: FinalOutcome): string | null {
  return outcome.kind === "errors" ? (outcome.errors[0]?.type ?? null) : null;
}

/** When a monitored check asks the provider again; null where the provider tells us by webhook. */
export function nextMonitoringPoll(version: DefinitionVersion | null, now: Date): Date | null {
  const connector = version?.connector;
  if (connector?.kind !== "http" || connector.monitoring?.mode !== "poll") return null;
  return new Date(now.getTime() + connector.monitoring.every);
}
