import { z } from "zod";
import type {
  CancelPreview,
  Job,
  JobDetail,
  JobItem,
  MonitoringPreview,
  ResendPreview,
} from "@/lib/services/jobs";
import {
  CANCEL_CONFLICT_KINDS,
  CANCEL_EXCLUSION_KINDS,
  CONFLICT_KINDS,
  JOB_KINDS,
  MONITORING_CONFLICT_KINDS,
  MONITORING_EXCLUSION_KINDS,
} from "@/lib/services/jobs";
import { Instant, JsonObject, toInstant } from "./values";

const Conflict = z.enum(CONFLICT_KINDS);
const CancelConflict = z.enum(CANCEL_CONFLICT_KINDS);
const MonitoringConflict = z.enum(MONITORING_CONFLICT_KINDS);

export const PublicJob = z
  .object({
    id: z.uuid(),
    kind: z.enum(JOB_KINDS),
    state: z.enum(["ready", "running", "paused", "done", "cancelled"]),
    filter: JsonObject.meta({ description: "What was asked for; the set was fixed when the job was made." }),
    exclude: z.array(z.enum([...CONFLICT_KINDS, ...CANCEL_CONFLICT_KINDS, ...MONITORING_CONFLICT_KINDS])),
    reason: z.string(),
    actor: z.object({ kind: z.enum(["user", "api_key", "cli", "system"]), label: z.string() }),
    total: z.int().meta({ description: "The size of the frozen set." }),
    succeeded: z.int(),
    failed: z.int(),
    skipped: z.int(),
    rate_per_second: z.int().meta({ description: "At most so many a second for each host." }),
    created_at: Instant,
    starts_at: Instant.nullable().meta({ description: "When it may begin; null once it has." }),
    started_at: Instant.nullable(),
    finished_at: Instant.nullable(),
  })
  .meta({ id: "Job" });

/** A bulk job as the management API shows it. */
export function toPublicJob(job: Job): z.input<typeof PublicJob> {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    filter: job.filter,
    exclude: job.exclude,
    reason: job.reason,
    actor: { kind: job.actorKind, label: job.actorLabel },
    total: job.total,
    succeeded: job.succeeded,
    failed: job.failed,
    skipped: job.skipped,
    rate_per_second: job.ratePerSecond,
    created_at: job.createdAt.toISOString(),
    starts_at: toInstant(job.startsAt),
    started_at: toInstant(job.startedAt),
    finished_at: toInstant(job.finishedAt),
  };
}

export const PublicJobDetail = PublicJob.extend({
  pending: z.int(),
  measured_rate: z.number().meta({ description: "Items per second over the last ten seconds." }),
  remaining_ms: z.int().nullable().meta({ description: "At the measured rate; null when it stands still." }),
}).meta({ id: "JobDetail" });

/** A job with its progress. */
export function toPublicJobDetail(job: JobDetail): z.input<typeof PublicJobDetail> {
  return {
    ...toPublicJob(job),
    pending: job.pending,
    measured_rate: job.measuredRate,
    remaining_ms: job.remainingMs,
  };
}

export const ItemState = z.enum(["pending", "done", "failed", "skipped"]);

export const PublicJobItem = z
  .object({
    position: z.int(),
    state: ItemState,
    detail: z.string().nullable().meta({ description: "What came of it, as a sentence." }),
    target_id: z.uuid().meta({ description: "A notification of a resend, a check of any other job." }),
    check_id: z.uuid().nullable(),
    reference: z.string().nullable(),
    provider: z.string().nullable().meta({ description: "The provider's slug." }),
    finished_at: Instant.nullable(),
  })
  .meta({ id: "JobItem" });

/** One item of a job and what came of it. */
export function toPublicJobItem(item: JobItem): z.input<typeof PublicJobItem> {
  return {
    position: item.position,
    state: item.state,
    detail: item.detail,
    target_id: item.targetId,
    check_id: item.check?.id ?? null,
    reference: item.check?.reference ?? null,
    provider: item.provider?.slug ?? null,
    finished_at: toInstant(item.finishedAt),
  };
}

export const PublicResendPreview = z
  .object({
    total: z.int().meta({ description: "Exact up to 100,000." }),
    is_too_many: z.boolean().meta({ description: "More than 100,000: narrow the filter." }),
    conflicts: z.array(z.object({ kind: Conflict, count: z.int() })),
    hosts: z.array(z.object({ host: z.string(), count: z.int() })),
    rate_per_second: z.int(),
    sample: z.array(
      z.object({
        id: z.uuid(),
        check_id: z.uuid(),
        reference: z.string(),
        provider: z.string(),
        state: z.string(),
        attempts: z.int(),
        error_code: z.string().nullable(),
        conflict: Conflict.nullable(),
        created_at: Instant,
      }),
    ),
  })
  .meta({ id: "ResendPreview" });

/** What a resend of many would do. */
export function toPublicResendPreview(preview: ResendPreview): z.input<typeof PublicResendPreview> {
  return {
    total: preview.total,
    is_too_many: preview.isTooMany,
    conflicts: preview.conflicts,
    hosts: preview.hosts,
    rate_per_second: preview.ratePerSecond,
    sample: preview.sample.map((item) => ({
      id: item.id,
      check_id: item.checkId,
      reference: item.reference,
      provider: item.provider.slug,
      state: item.state,
      attempts: item.attempts,
      error_code: item.lastErrorCode,
      conflict: item.conflict,
      created_at: item.createdAt.toISOString(),
    })),
  };
}

export const PublicCancelPreview = z
  .object({
    total: z.int().meta({ description: "Checks that would end; exact up to 100,000." }),
    is_too_many: z.boolean().meta({ description: "More than 100,000: narrow the filter." }),
    states: z.array(z.object({ state: z.string(), count: z.int() })),
    conflicts: z.array(z.object({ kind: CancelConflict, count: z.int() })),
    excluded: z
      .array(z.object({ kind: z.enum(CANCEL_EXCLUSION_KINDS), count: z.int() }))
      .meta({ description: "Found by the filter beside `total`: they have ended already." }),
    providers: z.array(
      z.object({
        provider: z.string(),
        count: z.int(),
        told: z.int().meta({ description: "Of how many the provider is told." }),
      }),
    ),
    rate_per_second: z.int(),
    sample: z.array(
      z.object({
        id: z.uuid(),
        reference: z.string(),
        provider: z.string(),
        state: z.string(),
        is_told: z.boolean().meta({ description: "The provider is told of the cancel." }),
        conflict: CancelConflict.nullable(),
        created_at: Instant,
      }),
    ),
  })
  .meta({ id: "CancelPreview" });

/** What a cancel of many would do. */
export function toPublicCancelPreview(preview: CancelPreview): z.input<typeof PublicCancelPreview> {
  return {
    total: preview.total,
    is_too_many: preview.isTooMany,
    states: preview.states,
    conflicts: preview.conflicts,
    excluded: preview.excluded,
    providers: preview.providers.map(({ slug, count, told }) => ({ provider: slug, count, told })),
    rate_per_second: preview.ratePerSecond,
    sample: preview.sample.map((item) => ({
      id: item.id,
      reference: item.reference,
      provider: item.provider.slug,
      state: item.state,
      is_told: item.isTold,
      conflict: item.conflict,
      created_at: item.createdAt.toISOString(),
    })),
  };
}

export const PublicMonitoringPreview = z
  .object({
    total: z.int().meta({ description: "References it would be done to; exact up to 100,000." }),
    is_too_many: z.boolean().meta({ description: "More than 100,000: narrow the filter." }),
    conflicts: z.array(z.object({ kind: MonitoringConflict, count: z.int() })),
    excluded: z
      .array(z.object({ kind: z.enum(MONITORING_EXCLUSION_KINDS), count: z.int() }))
      .meta({ description: "Found by the filter beside `total`, and why they are never touched." }),
    providers: z.array(z.object({ provider: z.string(), count: z.int() })),
    rate_per_second: z.int(),
    sample: z.array(
      z.object({
        id: z.uuid(),
        reference: z.string(),
        provider: z.string(),
        state: z.string(),
        next_poll_at: Instant.nullable(),
        conflict: MonitoringConflict.nullable(),
        created_at: Instant,
      }),
    ),
  })
  .meta({ id: "MonitoringPreview" });

/** What polling, pausing or resuming many would do. */
export function toPublicMonitoringPreview(
  preview: MonitoringPreview,
): z.input<typeof PublicMonitoringPreview> {
  return {
    total: preview.total,
    is_too_many: preview.isTooMany,
    conflicts: preview.conflicts,
    excluded: preview.excluded,
    providers: preview.providers.map(({ slug, count }) => ({ provider: slug, count })),
    rate_per_second: preview.ratePerSecond,
    sample: preview.sample.map((item) => ({
      id: item.id,
      reference: item.reference,
      provider: item.provider.slug,
      state: item.state,
      next_poll_at: toInstant(item.nextPollAt),
      conflict: item.conflict,
      created_at: item.createdAt.toISOString(),
    })),
  };
}
