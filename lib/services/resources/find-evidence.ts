import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import { isMonitored } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import type { Decision } from "@/lib/protocol/states";
import type { ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";

/** The instants that prove how far a result has come, in their usual order. */
export type EvidenceLeg = "started" | "ready" | "result" | "notified" | "acknowledged" | "fetched";

/** What the evidence page of one result shows. Nothing in it changes once the result was fetched (PROTOCOL 3.2). */
export type Evidence = {
  checkId: CheckId;
  maxsightId: string;
  reference: string;
  checkType: CheckType;
  isDemo: boolean;
  /** The number of a monitored check's update; null for a one-time result. */
  updateNumber: number | null;
  occurredAt: Date | null;
  decision: Decision | null;
  /** `null` when retention has taken the body. */
  outcome: FinalOutcome | null;
  legs: { leg: EvidenceLeg; at: Date }[];
};

/** The evidence behind a resource id of this provider, or null when it has none such. */
export async function findEvidence(ctx: ServiceContext, input: Sought): Promise<Evidence | null> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const found = (await findResult(tx, ctx, input)) ?? (await findUpdate(tx, ctx, input));
    if (found === null) return null;
    const outcome = await findJsonPayload<FinalOutcome>(ctx, tx, found.resultPayloadId);
    const { check, update } = found;
    return {
      checkId: check.id,
      maxsightId: check.maxsightId,
      reference: check.reference,
      checkType: check.checkType,
      isDemo: check.isDemo,
      updateNumber: update?.number ?? null,
      occurredAt: update?.occurredAt ?? null,
      decision: (update ?? check).decision,
      outcome,
      legs: legsOf(check, update),
    };
  });
}

type CheckRow = typeof checks.$inferSelect;
type UpdateRow = typeof updates.$inferSelect;
type Found = { check: CheckRow; update: UpdateRow | null; resultPayloadId: string };
type Sought = {
  providerId: string;
  resourceId: string;
  /** Of the key that signed the link: one environment's key must not read another's checks. */
  environment: MaxsightEnvironment;
};

async function findResult(tx: Tx, ctx: ServiceContext, sought: Sought): Promise<Found | null> {
  const [check] = await tx
    .select()
    .from(checks)
    .where(and(isOfProvider(ctx, sought), eq(checks.id, sought.resourceId as CheckId)));
  // A monitored check has many results, each under its own id; the latest of them would change under one address.
  if (check === undefined || check.resultPayloadId === null || isMonitored(check.checkTemplate)) return null;
  return { check, update: null, resultPayloadId: check.resultPayloadId };
}

async function findUpdate(tx: Tx, ctx: ServiceContext, sought: Sought): Promise<Found | null> {
  const [row] = await tx
    .select({ check: checks, update: updates })
    .from(updates)
    .innerJoin(checks, eq(checks.id, updates.checkId))
    .where(and(isOfProvider(ctx, sought), eq(updates.id, sought.resourceId)));
  return row === undefined ? null : { ...row, resultPayloadId: row.update.resultPayloadId };
}

function isOfProvider(ctx: ServiceContext, { providerId, environment }: Sought) {
  return and(
    eq(checks.tenantId, ctx.tenantId),
    eq(checks.providerId, providerId),
    eq(checks.environment, environment),
  );
}

/** The start and `ready` are the check's, the delivery is the update's where there is one (ARCHITECTURE 4). */
function legsOf(check: CheckRow, update: UpdateRow | null): { leg: EvidenceLeg; at: Date }[] {
  const delivered = update ?? check;
  const instants: [EvidenceLeg, Date | null][] = [
    ["started", check.startedAt],
    ["ready", check.readyAt],
    ["result", delivered.resultAt],
    ["notified", delivered.notifiedAt],
    ["acknowledged", delivered.acknowledgedAt],
    ["fetched", delivered.fetchedAt],
  ];
  const done = instants.flatMap(([leg, at]) => (at === null ? [] : [{ leg, at }]));
  // Either of `ready` and the result may come first.
  return done.toSorted((left, right) => left.at.getTime() - right.at.getTime());
}
