import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { NotificationState } from "@/lib/protocol/states";
import { at, bytes, createdAt, id, tenantId, tenantPolicy } from "./columns";
import { checks, updates } from "./checks";
import { providers, signingKeys } from "./providers";
import { tenants } from "./tenants";

/** What a stored body is; decides how long it lives. */
export type PayloadClass = "input" | "credentials" | "progress" | "result" | "exchange" | "inbound" | "image";

/**
 * Encrypted bodies, the only place they are. Partitioned by month through the time inside the UUID v7, so that
 * retention can drop a month at once; see the migration. No foreign keys point here: bodies expire first.
 */
export const payloads = pgTable(
  "payloads",
  {
    id: id(),
    tenantId: tenantId(),
    class: text("class").$type<PayloadClass>().notNull(),
    ciphertext: bytes("ciphertext").notNull(),
    size: integer("size").notNull(),
    createdAt: createdAt(),
    expiresAt: at("expires_at"),
  },
  () => [tenantPolicy("payloads")],
);

/** One HTTP request and response, with Maxsight or with the provider, in or out. */
export const exchanges = pgTable(
  "exchanges",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    checkId: uuid("check_id").references(() => checks.id),
    peer: text("peer").$type<"maxsight" | "provider">().notNull(),
    direction: text("direction").$type<"in" | "out">().notNull(),
    operation: text("operation").notNull(),
    attempt: integer("attempt").notNull().default(1),
    method: text("method").notNull(),
    url: text("url").notNull(),
    status: integer("status"),
    errorCode: text("error_code"),
    startedAt: at("started_at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    timings: jsonb("timings").$type<Record<string, number>>(),
    requestSize: integer("request_size").notNull().default(0),
    responseSize: integer("response_size").notNull().default(0),
    requestPayloadId: uuid("request_payload_id"),
    responsePayloadId: uuid("response_payload_id"),
  },
  (table) => [
    index("exchanges_check").on(table.checkId, table.startedAt),
    index("exchanges_provider").on(table.providerId, table.startedAt),
    index("exchanges_tenant").on(table.tenantId),
    tenantPolicy("exchanges"),
  ],
);

/** Our call to Maxsight that a result or update is ready: callbacks or monitored_notify (PROTOCOL 10.9, 10.10). */
export const notifications = pgTable(
  "notifications",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    checkId: uuid("check_id")
      .notNull()
      .references(() => checks.id),
    updateId: uuid("update_id").references(() => updates.id),
    kind: text("kind").$type<"callback" | "monitored_notify">().notNull(),
    state: text("state").$type<NotificationState>().notNull(),
    signingKeyId: uuid("signing_key_id")
      .notNull()
      .references(() => signingKeys.id),
    apiBaseUrl: text("api_base_url").notNull(),
    attempts: integer("attempts").notNull().default(0),
    ladderStep: integer("ladder_step").notNull().default(0),
    nextAttemptAt: at("next_attempt_at"),
    ackId: text("ack_id"),
    lastStatus: integer("last_status"),
    lastErrorCode: text("last_error_code"),
    createdAt: createdAt(),
    acknowledgedAt: at("acknowledged_at"),
    fetchedAt: at("fetched_at"),
  },
  (table) => [
    index("notifications_newest").on(table.tenantId, table.createdAt, table.id),
    unique("notifications_once").on(table.checkId, table.updateId).nullsNotDistinct(),
    index("notifications_update").on(table.updateId),
    index("notifications_provider").on(table.providerId),
    index("notifications_signing_key").on(table.signingKeyId),
    index("notifications_ack")
      .on(table.tenantId, table.ackId)
      .where(sql`ack_id is not null`),
    index("notifications_due")
      .on(table.nextAttemptAt)
      .where(sql`next_attempt_at is not null`),
    index("notifications_unfetched")
      .on(table.tenantId, table.state)
      .where(sql`fetched_at is null`),
    tenantPolicy("notifications"),
  ],
);

/** One HTTP try of a notification. Written before the call leaves, completed when it came back. */
export const notificationAttempts = pgTable(
  "notification_attempts",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    notificationId: uuid("notification_id")
      .notNull()
      .references(() => notifications.id),
    number: integer("number").notNull(),
    trigger: text("trigger").$type<"auto" | "manual" | "bulk">().notNull(),
    actor: text("actor"),
    reason: text("reason"),
    url: text("url").notNull(),
    status: integer("status"),
    errorCode: text("error_code"),
    ackId: text("ack_id"),
    durationMs: integer("duration_ms"),
    exchangeId: uuid("exchange_id"),
    createdAt: createdAt(),
    finishedAt: at("finished_at"),
  },
  (table) => [
    unique("notification_attempts_number").on(table.notificationId, table.number),
    index("notification_attempts_tenant").on(table.tenantId),
    index("notification_attempts_open")
      .on(table.createdAt)
      .where(sql`finished_at is null`),
    tenantPolicy("notification_attempts"),
  ],
);

export type InboundVerdict = "valid" | "bad_signature" | "stale" | "unsigned_exception" | "malformed";

/**
 * Which webhooks of a provider that find no check are put away by themselves: those whose `field` (a JSON pointer:
 * `/body/type`, `/headers/x-event`) says `equals`. A removed rule stays, for the events that name it.
 */
export const inboundIgnoreRules = pgTable(
  "inbound_ignore_rules",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    field: text("field").notNull(),
    equals: text("equals").notNull(),
    reason: text("reason").notNull(),
    actorLabel: text("actor_label").notNull(),
    ignoredCount: integer("ignored_count").notNull().default(0),
    lastIgnoredAt: at("last_ignored_at"),
    createdAt: createdAt(),
    removedAt: at("removed_at"),
  },
  (table) => [
    uniqueIndex("inbound_ignore_rules_standing")
      .on(table.providerId, table.field, table.equals)
      .where(sql`removed_at is null`),
    index("inbound_ignore_rules_tenant").on(table.tenantId, table.createdAt),
    index("inbound_ignore_rules_provider").on(table.providerId),
    tenantPolicy("inbound_ignore_rules"),
  ],
);

/** A webhook received from a provider, kept raw (encrypted) whatever came of it. */
export const inboundEvents = pgTable(
  "inbound_events",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    checkId: uuid("check_id").references(() => checks.id),
    dedupeKey: text("dedupe_key").notNull(),
    eventId: text("event_id"),
    providerReference: text("provider_reference"),
    verdict: text("verdict").$type<InboundVerdict>().notNull(),
    state: text("state").$type<"received" | "applied" | "unmatched" | "ignored" | "failed">().notNull(),
    version: integer("version").notNull(),
    payloadId: uuid("payload_id").notNull(),
    size: integer("size").notNull(),
    createdAt: createdAt(),
    appliedAt: at("applied_at"),
    /** Why a person took it out of the tray; null for what came after the end of its check. */
    ignoredReason: text("ignored_reason"),
    /** The standing rule that put it away; it was no check's then. */
    ignoredBy: uuid("ignored_by").references(() => inboundIgnoreRules.id),
  },
  (table) => [
    unique("inbound_events_dedupe").on(table.providerId, table.dedupeKey),
    index("inbound_events_newest").on(table.tenantId, table.createdAt, table.id),
    index("inbound_events_check").on(table.checkId),
    index("inbound_events_open")
      .on(table.tenantId, table.createdAt)
      .where(sql`state in ('unmatched', 'failed', 'ignored')`),
    index("inbound_events_reference").on(table.providerId, table.providerReference),
    index("inbound_events_ignored_by")
      .on(table.ignoredBy, table.createdAt)
      .where(sql`ignored_by is not null`),
    tenantPolicy("inbound_events"),
  ],
);
