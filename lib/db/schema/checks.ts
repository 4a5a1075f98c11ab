import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { CheckId } from "@/lib/ids";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import type { CheckState, Decision, UpdateState } from "@/lib/protocol/states";
import { at, createdAt, id, tenantId, tenantPolicy } from "./columns";
import { providers, signingKeys } from "./providers";
import { tenants } from "./tenants";

/**
 * One run Maxsight asked for. Bodies live in `payloads`; this row is what lists read.
 *
 * `engineDueAt` is the outbox towards Temporal: whoever changes something the lifecycle must see sets it in the
 * same transaction, and the lifecycle clears it when it reads the row. Whatever stays due is woken by the starter.
 *
 * `deadlineAt` is when the lifecycle ends what it waits for now: gives up on the provider, or on Maxsight's fetch. Its
 * timer may get lost with the engine, the column does not.
 *
 * `providerCancel` is what the provider knows of our cancel: `due` at `providerCancelAt`, `told`, or `failed` for good.
 *
 * `heardAt`, `failingSince` with its code, and `activeAfterEndAt` are what the flags of the monitored ledger read: written
 * by whoever learns it, in the same statement. `monitoringPausedAt`: a person has stopped the monitoring for now.
 *
 * `startAnswered` settles the race between the start answer and the lifecycle: `errors` means the provider's
 * errors already went out in the answer to POST /checks, `plain` that they must travel with the result.
 */
export const checks = pgTable(
  "checks",
  {
    id: id<CheckId>(),
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    maxsightId: uuid("maxsight_id").notNull(),
    reference: text("reference").notNull(),
    version: integer("version").notNull(),
    signingKeyId: uuid("signing_key_id")
      .notNull()
      .references(() => signingKeys.id),
    environment: text("environment").$type<MaxsightEnvironment>().notNull(),
    checkType: text("check_type").$type<CheckType>().notNull(),
    checkTemplate: text("check_template").$type<CheckTemplate>().notNull(),
    isDemo: boolean("is_demo").notNull(),
    demoResult: text("demo_result"),
    state: text("state").$type<CheckState>().notNull(),
    outcome: text("outcome").$type<"result" | "errors">(),
    decision: text("decision").$type<Decision>(),
    errorType: text("error_type"),
    providerReference: text("provider_reference"),
    startAnswered: text("start_answered").$type<"plain" | "errors">(),
    inputPayloadId: uuid("input_payload_id"),
    credentialsPayloadId: uuid("credentials_payload_id"),
    progressPayloadId: uuid("progress_payload_id"),
    resultPayloadId: uuid("result_payload_id"),
    startedAt: at("started_at"),
    readyAt: at("ready_at"),
    resultAt: at("result_at"),
    notifiedAt: at("notified_at"),
    acknowledgedAt: at("acknowledged_at"),
    fetchedAt: at("fetched_at"),
    finishedAt: at("finished_at"),
    nextPollAt: at("next_poll_at"),
    pollCount: integer("poll_count").notNull().default(0),
    deadlineAt: at("deadline_at"),
    providerCancel: text("provider_cancel").$type<"due" | "told" | "failed">(),
    providerCancelAt: at("provider_cancel_at"),
    providerCancelAttempts: integer("provider_cancel_attempts").notNull().default(0),
    heardAt: at("heard_at"),
    failingSince: at("failing_since"),
    failingCode: text("failing_code"),
    activeAfterEndAt: at("active_after_end_at"),
    monitoringPausedAt: at("monitoring_paused_at"),
    engineDueAt: at("engine_due_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("checks_maxsight_id").on(table.providerId, table.maxsightId),
    unique("checks_reference").on(table.providerId, table.reference),
    index("checks_newest").on(table.tenantId, table.createdAt, table.id),
    index("checks_provider_newest").on(table.tenantId, table.providerId, table.createdAt, table.id),
    index("checks_open")
      .on(table.tenantId, table.state)
      .where(sql`state in ('accepted','in_progress','result_ready','monitoring')`),
    index("checks_engine_due")
      .on(table.engineDueAt)
      .where(sql`engine_due_at is not null`),
    index("checks_provider_reference")
      .on(table.providerId, table.providerReference)
      .where(sql`provider_reference is not null`),
    index("checks_next_poll")
      .on(table.tenantId, table.nextPollAt)
      .where(sql`next_poll_at is not null`),
    index("checks_deadline")
      .on(table.deadlineAt)
      .where(sql`deadline_at is not null`),
    index("checks_provider_cancel")
      .on(table.providerCancelAt)
      .where(sql`provider_cancel_at is not null`),
    index("checks_provider_cancel_failed")
      .on(table.tenantId, table.finishedAt)
      .where(sql`provider_cancel = 'failed'`),
    index("checks_errors")
      .on(table.tenantId, table.errorType, table.createdAt)
      .where(sql`error_type is not null`),
    index("checks_monitored")
      .on(table.tenantId, table.createdAt, table.id)
      .where(sql`check_template in ('MONITORED_CALLBACK', 'MONITORED_POLLING')`),
    index("checks_heard")
      .on(table.tenantId, table.heardAt)
      .where(sql`state = 'monitoring'`),
    index("checks_drifting")
      .on(table.tenantId, table.createdAt, table.id)
      .where(
        sql`failing_since is not null or active_after_end_at is not null or monitoring_paused_at is not null`,
      ),
    index("checks_signing_key").on(table.signingKeyId),
    tenantPolicy("checks"),
  ],
);

/** Append-only timeline of our own steps; HTTP calls are `exchanges`. `details` holds no personal data. */
export const checkEvents = pgTable(
  "check_events",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    checkId: uuid("check_id")
      .notNull()
      .references(() => checks.id),
    kind: text("kind").notNull(),
    details: jsonb("details").$type<Record<string, string | number | boolean | null>>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index("check_events_check").on(table.checkId, table.createdAt),
    index("check_events_tenant").on(table.tenantId),
    index("check_events_failed")
      .on(table.tenantId, table.createdAt)
      .where(sql`kind = 'monitoring_failed'`),
    tenantPolicy("check_events"),
  ],
);

/** One result of a monitored check. Its four delivery legs live here, not on the check. */
export const updates = pgTable(
  "updates",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    checkId: uuid("check_id")
      .notNull()
      .references(() => checks.id),
    number: integer("number").notNull(),
    updateId: text("update_id").notNull(),
    state: text("state").$type<UpdateState>().notNull(),
    occurredAt: at("occurred_at").notNull(),
    contentHash: text("content_hash").notNull(),
    outcome: text("outcome").$type<"result" | "errors">().notNull(),
    decision: text("decision").$type<Decision>(),
    errorType: text("error_type"),
    resultPayloadId: uuid("result_payload_id").notNull(),
    resultAt: at("result_at").notNull(),
    notifiedAt: at("notified_at"),
    acknowledgedAt: at("acknowledged_at"),
    fetchedAt: at("fetched_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("updates_number").on(table.checkId, table.number),
    unique("updates_update_id").on(table.checkId, table.updateId),
    index("updates_lookup").on(table.tenantId, table.updateId),
    tenantPolicy("updates"),
  ],
);
