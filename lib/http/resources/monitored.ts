import { z } from "zod";
import { DRIFT_FLAGS, type MonitoredDetail, type MonitoredItem } from "@/lib/services/monitored";
import { PublicUpdate, toPublicUpdate } from "./check";
import { PublicDiffEntry, toPublicDiff } from "./diff";
import { Instant, toInstant } from "./values";

export const PublicMonitored = z
  .object({
    id: z.uuid().meta({ description: "The check's id." }),
    maxsight_id: z.uuid(),
    reference: z.string(),
    provider: z.string().meta({ description: "The provider's slug." }),
    provider_reference: z.string().nullable(),
    state: z.string(),
    since: Instant,
    last_update: z
      .object({ number: z.int(), update_id: z.string(), state: z.string(), occurred_at: Instant })
      .nullable(),
    last_fetched_at: Instant.nullable(),
    pending_updates: z.int(),
    last_heard_at: Instant.nullable().meta({ description: "When the provider last said something useful." }),
    next_poll_at: Instant.nullable(),
    monitoring_paused_at: Instant.nullable().meta({ description: "A person has stopped it for now." }),
    failing_since: Instant.nullable(),
    failing_code: z.string().nullable().meta({
      description: "dropped (404 or 410), unreachable, or the type of the error.",
    }),
    drift: z.array(z.enum(DRIFT_FLAGS)),
  })
  .meta({ id: "Monitored" });

/** A row of the ledger of monitored references. */
export function toPublicMonitored(item: MonitoredItem): z.input<typeof PublicMonitored> {
  const { lastUpdate } = item;
  return {
    id: item.id,
    maxsight_id: item.maxsightId,
    reference: item.reference,
    provider: item.provider.slug,
    provider_reference: item.providerReference,
    state: item.state,
    since: item.since.toISOString(),
    last_update:
      lastUpdate === null
        ? null
        : {
            number: lastUpdate.number,
            update_id: lastUpdate.updateId,
            state: lastUpdate.state,
            occurred_at: lastUpdate.occurredAt.toISOString(),
          },
    last_fetched_at: toInstant(item.lastFetchedAt),
    pending_updates: item.pendingUpdates,
    last_heard_at: toInstant(item.lastHeardAt),
    next_poll_at: toInstant(item.nextPollAt),
    monitoring_paused_at: toInstant(item.monitoringPausedAt),
    failing_since: toInstant(item.failingSince),
    failing_code: item.failingCode,
    drift: item.drift,
  };
}

export const PublicMonitoredDetail = PublicMonitored.extend({
  updates: z.array(
    PublicUpdate.extend({
      changes: z
        .array(PublicDiffEntry)
        .nullable()
        .meta({ description: "From the update before, masked; null for the first." }),
    }).meta({ id: "MonitoredUpdate" }),
  ),
  next_cursor: z.string().nullable(),
}).meta({ id: "MonitoredDetail" });

/** A monitored reference with a page of its updates, newest first. */
export function toPublicMonitoredDetail(
  detail: MonitoredDetail,
  nextCursor: string | null,
): z.input<typeof PublicMonitoredDetail> {
  return {
    ...toPublicMonitored(detail),
    updates: detail.updates.map((update) => ({
      ...toPublicUpdate(update),
      changes: toPublicDiff(update.changes),
    })),
    next_cursor: nextCursor,
  };
}
