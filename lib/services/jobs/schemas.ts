import { z } from "zod";
import type { JobKind } from "@/lib/db/schema";
import { ATTEMPT_ERROR_CODES } from "@/lib/maxsight/attempt-error";
import { CheckFilter } from "../checks";
import { MonitoredFilter } from "../monitored";
import { NotificationFilter } from "../notifications";

/** What may speak against sending a notification again although the filter found it. */
export const CONFLICT_KINDS = ["host_parked", "already_fetched", "retry_pending"] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** What may speak against ending a check although the filter found it. */
export const CANCEL_CONFLICT_KINDS = ["result_unfetched", "provider_not_told"] as const;
export type CancelConflictKind = (typeof CANCEL_CONFLICT_KINDS)[number];

/** What may speak against asking the provider of a monitored reference, at once or by letting its monitoring go on. */
export const MONITORING_CONFLICT_KINDS = ["provider_parked", "poll_due"] as const;
export type MonitoringConflictKind = (typeof MONITORING_CONFLICT_KINDS)[number];

export type JobConflictKind = ConflictKind | CancelConflictKind | MonitoringConflictKind;

export const JOB_KINDS = [
  "resend",
  "cancel",
  "poll",
  "pause_monitoring",
  "resume_monitoring",
] as const satisfies readonly JobKind[];
/** What is done to many monitored references. */
export type MonitoringKind = Exclude<JobKind, "resend" | "cancel">;

/** A bulk action is at most this large (PRODUCT, defaults); a filter that finds more must be narrowed. */
export const MAX_JOB_ITEMS = 100_000;

const Ids = z.array(z.uuid()).min(1).max(1000).optional();
const Reason = z.string().trim().min(3).max(500);
/** The number a person confirmed; when the set has another size by now, nothing is done. */
const ConfirmedTotal = z.int().min(1).max(MAX_JOB_ITEMS).optional();

/** Filters of lists come from a query, these from JSON as well: null is no instant, and true is no text. */
const Moment = z
  .union([z.date(), z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((value) => new Date(value))
  .optional();
const Flag = z.union([z.boolean(), z.stringbool()]).optional();

const isNarrowed = (filter: Record<string, unknown>) =>
  Object.values(filter).some((value) => value !== undefined);
const NARROW = "must name at least one condition; an empty filter would mean everything there ever was";

/** A set of monitored references: the filter of their ledger, or a selection by id. */
export const MonitoredSetFilter = z
  .strictObject({ ...MonitoredFilter.shape, from: Moment, to: Moment, ids: Ids })
  .refine(isNarrowed, NARROW);
export type MonitoredSetFilter = z.output<typeof MonitoredSetFilter>;

/** A set of checks: the filter of their list, a selection by id, or these `monitored` references. */
export const CheckSetFilter = z
  .strictObject({
    ...CheckFilter.shape,
    demo: Flag,
    from: Moment,
    to: Moment,
    ids: Ids,
    monitored: MonitoredSetFilter.optional(),
  })
  .refine(isNarrowed, NARROW);
export type CheckSetFilter = z.output<typeof CheckSetFilter>;

/**
 * Which notifications are sent again: the filter of the list, an error class, a selection by id, or the newest
 * notification of each of these `checks`.
 */
export const ResendFilter = z
  .strictObject({
    ...NotificationFilter.shape,
    from: Moment,
    to: Moment,
    error_code: z.enum(ATTEMPT_ERROR_CODES).optional(),
    ids: Ids,
    checks: CheckSetFilter.optional(),
  })
  .refine(isNarrowed, NARROW);
export type ResendFilter = z.output<typeof ResendFilter>;

/** Towards each host; slower than the default is a choice, faster is not (PRODUCT, defaults). */
export const DEFAULT_RATE_PER_SECOND = 20;
const RatePerSecond = z.int().min(1).max(DEFAULT_RATE_PER_SECOND).default(DEFAULT_RATE_PER_SECOND);

/** A job may wait for a quiet hour, but not be forgotten. */
export const LONGEST_WAIT_MS = 7 * 86_400_000;

export const CreateResendJobInput = z.strictObject({
  filter: ResendFilter,
  reason: Reason,
  exclude: z.array(z.enum(CONFLICT_KINDS)).max(3).default([]),
  rate_per_second: RatePerSecond,
  /** Nothing is done before it; the set is fixed now all the same. */
  starts_at: Moment,
  confirmed_total: ConfirmedTotal,
});
export type CreateResendJobInput = z.output<typeof CreateResendJobInput>;

/** Which checks are ended; those of `filter` that have ended already are left out. */
export const CreateCancelJobInput = z.strictObject({
  filter: CheckSetFilter,
  reason: Reason,
  exclude: z.array(z.enum(CANCEL_CONFLICT_KINDS)).max(2).default([]),
  rate_per_second: RatePerSecond,
  /** Nothing is done before it; the set is fixed now all the same. */
  starts_at: Moment,
  confirmed_total: ConfirmedTotal,
});
export type CreateCancelJobInput = z.output<typeof CreateCancelJobInput>;

/** Which monitored references are polled, paused or resumed; those of `filter` that cannot be are left out. */
export const CreateMonitoringJobInput = z.strictObject({
  filter: MonitoredSetFilter,
  reason: Reason,
  exclude: z.array(z.enum(MONITORING_CONFLICT_KINDS)).max(2).default([]),
  rate_per_second: RatePerSecond,
  /** Nothing is done before it; the set is fixed now all the same. */
  starts_at: Moment,
  confirmed_total: ConfirmedTotal,
});
export type CreateMonitoringJobInput = z.output<typeof CreateMonitoringJobInput>;

export const JobFilter = z.strictObject({
  kind: z.enum(JOB_KINDS).optional(),
  state: z.enum(["ready", "running", "paused", "done", "cancelled"]).optional(),
});
export type JobFilter = z.output<typeof JobFilter>;

/** Why a job is paused, resumed or cancelled; for the audit trail. */
export const SteerJobInput = z.strictObject({ reason: Reason.optional() });
export type SteerJobInput = z.output<typeof SteerJobInput>;
