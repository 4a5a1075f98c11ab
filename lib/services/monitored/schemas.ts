import { z } from "zod";
import { Instant } from "../instant";

/**
 * Why what we believe and what the provider does may have come apart. `failing`: its last answer was none or an error.
 * `dropped`: it says that it does not know the check (404 or 410). `silent`: not heard of for days. `still_active`: the
 * check was cancelled, but the provider still sends webhooks about it. `paused`: a person has stopped the monitoring.
 */
export const DRIFT_FLAGS = ["failing", "dropped", "silent", "still_active", "paused"] as const;
export type DriftFlag = (typeof DRIFT_FLAGS)[number];

/** A provider that says nothing for so long is looked at, unless the filter says otherwise. */
export const SILENT_AFTER_DAYS = 30;

/** All optional; together they narrow. Without `state` only what is monitored now is listed. */
export const MonitoredFilter = z.strictObject({
  provider: z.string().optional(),
  state: z.enum(["active", "ended"]).optional(),
  drift: z.enum([...DRIFT_FLAGS, "any"]).optional(),
  silent_days: z.coerce.number().int().min(1).max(3650).optional(),
  reference: z.string().max(200).optional(),
  update_id: z.string().max(200).optional(),
  /** Any of its names: its reference, the provider's, or the id of an update. */
  lookup: z.string().max(200).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type MonitoredFilter = z.output<typeof MonitoredFilter>;

/** A pause needs a reason: Maxsight goes on expecting updates. */
export const PauseMonitoringInput = z.strictObject({ reason: z.string().trim().min(3).max(500) });
export type PauseMonitoringInput = z.output<typeof PauseMonitoringInput>;

export const ResumeMonitoringInput = z.strictObject({ reason: z.string().trim().min(3).max(500).optional() });
export type ResumeMonitoringInput = z.output<typeof ResumeMonitoringInput>;

export const PollNowInput = z.strictObject({ reason: z.string().trim().min(3).max(500).optional() });
export type PollNowInput = z.output<typeof PollNowInput>;
