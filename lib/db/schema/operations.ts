import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { at, createdAt, id, tenantId, tenantPolicy } from "./columns";
import { checks } from "./checks";
import { providers } from "./providers";
import { tenants } from "./tenants";

export type JobKind = "resend" | "cancel" | "poll" | "pause_monitoring" | "resume_monitoring";
export type JobState = "ready" | "running" | "paused" | "done" | "cancelled";
export type JobItemState = "pending" | "done" | "failed" | "skipped";

/**
 * A bulk action on a frozen set: the items are fixed when the job is made, whatever its filter would find later.
 * `dueAt` is the outbox towards the worker, as `checks.engine_due_at` is for checks.
 */
export const jobs = pgTable(
  "jobs",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    kind: text("kind").$type<JobKind>().notNull(),
    state: text("state").$type<JobState>().notNull(),
    filter: jsonb("filter").$type<Record<string, unknown>>().notNull(),
    reason: text("reason").notNull(),
    actorKind: text("actor_kind").$type<"user" | "api_key" | "cli" | "system">().notNull(),
    actorLabel: text("actor_label").notNull(),
    total: integer("total").notNull(),
    succeeded: integer("succeeded").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    skipped: integer("skipped").notNull().default(0),
    ratePerSecond: integer("rate_per_second").notNull(),
    dueAt: at("due_at"),
    createdAt: createdAt(),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
  },
  (table) => [
    index("jobs_newest").on(table.tenantId, table.createdAt, table.id),
    index("jobs_due")
      .on(table.dueAt)
      .where(sql`due_at is not null`),
    tenantPolicy("jobs"),
  ],
);

/** One thing a job acts on, and what came of it. */
export const jobItems = pgTable(
  "job_items",
  {
    tenantId: tenantId().references(() => tenants.id),
    jobId: uuid("job_id")
      .notNull()
      .references(() => jobs.id),
    position: integer("position").notNull(),
    targetId: uuid("target_id").notNull(),
    state: text("state").$type<JobItemState>().notNull().default("pending"),
    detail: text("detail"),
    finishedAt: at("finished_at"),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.position] }),
    index("job_items_tenant").on(table.tenantId),
    index("job_items_pending")
      .on(table.jobId, table.position)
      .where(sql`state = 'pending'`),
    tenantPolicy("job_items"),
  ],
);

/** What a person did about an item of "Needs attention": whose it is, until when it sleeps, why it is none. */
export const attentionMarks = pgTable(
  "attention_marks",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    itemKey: text("item_key").notNull(),
    assigneeId: uuid("assignee_id"),
    snoozedUntil: at("snoozed_until"),
    dismissedAt: at("dismissed_at"),
    reason: text("reason"),
    actorLabel: text("actor_label").notNull(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [
    unique("attention_marks_item").on(table.tenantId, table.itemKey),
    tenantPolicy("attention_marks"),
  ],
);

export type BreakerState = "closed" | "open" | "half_open";
export type BreakerScope = "maxsight_host" | "provider";

/** A circuit per Maxsight host or provider upstream. It parks, it never drops; its rows survive restarts. */
export const breakers = pgTable(
  "breakers",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    scope: text("scope").$type<BreakerScope>().notNull(),
    key: text("key").notNull(),
    state: text("state").$type<BreakerState>().notNull(),
    timesOpened: integer("times_opened").notNull().default(0),
    openedAt: at("opened_at"),
    nextProbeAt: at("next_probe_at"),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [unique("breakers_key").on(table.tenantId, table.scope, table.key), tenantPolicy("breakers")],
);

/** The history of a breaker: each move with what it was decided from. */
export const breakerEvents = pgTable(
  "breaker_events",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    breakerId: uuid("breaker_id")
      .notNull()
      .references(() => breakers.id),
    state: text("state").$type<BreakerState>().notNull(),
    calls: integer("calls").notNull(),
    failures: integer("failures").notNull(),
    actorLabel: text("actor_label").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index("breaker_events_breaker").on(table.breakerId, table.createdAt),
    index("breaker_events_tenant").on(table.tenantId),
    tenantPolicy("breaker_events"),
  ],
);

/** Calls whose signature was not good, counted per provider, key id and reason; no body is kept. */
export const signatureFailures = pgTable(
  "signature_failures",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    keyId: text("key_id").notNull(),
    reason: text("reason").notNull(),
    count: integer("count").notNull(),
    explanation: jsonb("explanation").$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
    lastAt: at("last_at").notNull(),
  },
  (table) => [
    unique("signature_failures_kind").on(table.providerId, table.keyId, table.reason),
    index("signature_failures_tenant").on(table.tenantId),
    tenantPolicy("signature_failures"),
  ],
);

/** One run of the validation suite against a provider's own URL. */
export const validationRuns = pgTable(
  "validation_runs",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    version: integer("version").notNull(),
    state: text("state").$type<"running" | "passed" | "failed" | "unreachable">().notNull(),
    passed: integer("passed").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    report: jsonb("report").$type<unknown>(),
    actorLabel: text("actor_label").notNull(),
    createdAt: createdAt(),
    finishedAt: at("finished_at"),
  },
  (table) => [
    index("validation_runs_provider").on(table.providerId, table.createdAt),
    index("validation_runs_tenant").on(table.tenantId),
    tenantPolicy("validation_runs"),
  ],
);

/** An image of a check's input, fetched from Maxsight before the provider is called; its bytes are a short-lived payload. */
export const checkImages = pgTable(
  "check_images",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    checkId: uuid("check_id")
      .notNull()
      .references(() => checks.id),
    imageId: uuid("image_id").notNull(),
    documentId: uuid("document_id"),
    imageType: text("image_type"),
    contentType: text("content_type").notNull(),
    size: integer("size").notNull(),
    payloadId: uuid("payload_id").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique("check_images_image").on(table.checkId, table.imageId),
    index("check_images_tenant").on(table.tenantId),
    tenantPolicy("check_images"),
  ],
);

/**
 * The next free moment towards a Maxsight host, for all workers together. Names hosts, no tenant's data; only
 * `system_take_slot` reaches it.
 */
export const hostSlots = pgTable("host_slots", {
  host: text("host").primaryKey(),
  nextAt: timestamp("next_at", { withTimezone: true }).notNull(),
});
