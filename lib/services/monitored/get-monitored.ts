import { and, desc, eq, lt } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { type CheckId, isUuid } from "@/lib/ids";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import { diffOutcomes, maskOutcome } from "../checks";
import { requireScope, type ServiceContext } from "../context";
import { findJsonPayloads } from "../payloads";
import type { DiffEntry } from "../structural-diff";
import { findDefinitionVersion } from "../registry";
import { whyNotPollable } from "./can-poll";
import { findMonitoredItem, type MonitoredItem, type UpdateRow } from "./list-monitored";

export type MonitoredUpdate = UpdateRow & {
  /** The result, masked; null when retention has taken it. */
  masked: unknown;
  /** What is different from the update before; null for the first, or where one of the bodies is gone. */
  changes: DiffEntry[] | null;
};
export type MonitoredDetail = MonitoredItem & {
  /** Newest first. */
  updates: MonitoredUpdate[];
  /** Why the provider cannot be asked now; null when it can. */
  pollRefusal: string | null;
  /** The number to continue before; null on the last page. */
  next: number | null;
};

/** One monitored reference with a page of its updates. Bodies are read in one query, and leave masked. */
export async function getMonitored(
  ctx: ServiceContext,
  input: { id: string; limit?: number; before?: number | null },
): Promise<MonitoredDetail> {
  requireScope(ctx, "checks:read");
  const limit = input.limit ?? 20;
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const item = isUuid(input.id) ? await findMonitoredItem(tx, ctx, input.id as CheckId) : null;
    if (item === null) throw new NotFoundError("This monitored check does not exist.");
    // One more than shown: the oldest of the page is compared with it.
    const rows = await readUpdates(tx, { id: item.id, limit: limit + 1, before: input.before ?? null });
    const bodies = await findJsonPayloads<FinalOutcome>(
      ctx,
      tx,
      rows.map((row) => row.resultPayloadId),
    );
    const shown = rows.slice(0, limit).map((row, index) => toUpdate(bodies, row, rows[index + 1]));
    const { providerId, version: number } = item;
    const version = await findDefinitionVersion(tx, ctx, { providerId, number });
    const pollRefusal =
      version === null ? "Its definition cannot be read any more." : whyNotPollable(item, version);
    return {
      ...item,
      pollRefusal,
      updates: shown,
      next: rows.length > limit ? (shown.at(-1)?.number ?? null) : null,
    };
  });
}

function readUpdates(
  tx: Tx,
  { id, limit, before }: { id: CheckId; limit: number; before: number | null },
): Promise<UpdateRow[]> {
  return tx
    .select()
    .from(updates)
    .where(and(eq(updates.checkId, id), before === null ? undefined : lt(updates.number, before)))
    .orderBy(desc(updates.number))
    .limit(limit);
}

function toUpdate(
  bodies: ReadonlyMap<string, FinalOutcome>,
  row: UpdateRow,
  previous: UpdateRow | undefined,
): MonitoredUpdate {
  const after = bodies.get(row.resultPayloadId);
  const before = previous === undefined ? undefined : bodies.get(previous.resultPayloadId);
  return {
    ...row,
    masked: after === undefined ? null : maskOutcome(after),
    changes: after === undefined || before === undefined ? null : diffOutcomes(before, after),
  };
}
