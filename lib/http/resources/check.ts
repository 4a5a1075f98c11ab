import { z } from "zod";
import { CHECK_TEMPLATES } from "@/lib/protocol/check-template";
import { CHECK_TYPES } from "@/lib/protocol/check-type";
import { MAXSIGHT_ENVIRONMENTS } from "@/lib/protocol/environment";
import { CHECK_STATES, UPDATE_STATES } from "@/lib/protocol/states";
import { type CheckDetail, type CheckListItem, WAIT_KINDS } from "@/lib/services/checks";
import { PublicNotification, toPublicNotification } from "./notification";
import { Instant, JsonObject, toInstant } from "./values";

export const IdParams = z.object({ id: z.uuid() });

const Decision = z.enum(["PASS", "FAIL", "PARTIAL", "WARN", "ERROR"]).nullable();

export const PublicWait = z
  .object({
    on: z.enum(WAIT_KINDS).meta({ description: "Whom or what it waits for." }),
    until: Instant.nullable().meta({ description: "Null: nobody knows, or for as long as it takes." }),
    sentence: z.string(),
  })
  .meta({ id: "Wait" });

export const PublicCheck = z
  .object({
    id: z.uuid(),
    maxsight_id: z.uuid(),
    reference: z.string(),
    provider: z.string().meta({ description: "The provider's slug." }),
    version: z.int(),
    check_type: z.enum(CHECK_TYPES),
    check_template: z.enum(CHECK_TEMPLATES),
    environment: z.enum(MAXSIGHT_ENVIRONMENTS),
    is_demo: z.boolean(),
    state: z.enum(CHECK_STATES),
    outcome: z.enum(["result", "errors"]).nullable(),
    legs: z.object({
      started_at: Instant.nullable(),
      ready_at: Instant.nullable(),
      result_at: Instant.nullable(),
      notified_at: Instant.nullable(),
      acknowledged_at: Instant.nullable(),
      fetched_at: Instant.nullable(),
    }),
    decision: Decision,
    error: z.string().nullable().meta({ description: "The type of the first error (PROTOCOL 9.3)." }),
    wait: PublicWait.nullable().meta({ description: "Null when it has ended for everybody." }),
    provider_cancel: z
      .object({
        state: z.enum(["due", "told", "failed"]),
        attempts: z.int(),
        next_attempt_at: Instant.nullable(),
      })
      .nullable()
      .meta({
        description: "How far the provider was told of a cancel; null where there is nothing to tell.",
      }),
    created_at: Instant,
    finished_at: Instant.nullable(),
  })
  .meta({ id: "Check" });

/** A check as the management API shows it; `provider` is the slug. */
export function toPublicCheck(item: CheckListItem): z.input<typeof PublicCheck> {
  const { provider, wait, ...check } = item;
  return {
    id: check.id,
    maxsight_id: check.maxsightId,
    reference: check.reference,
    provider: provider.slug,
    version: check.version,
    check_type: check.checkType,
    check_template: check.checkTemplate,
    environment: check.environment,
    is_demo: check.isDemo,
    state: check.state,
    outcome: check.outcome,
    legs: {
      started_at: toInstant(check.startedAt),
      ready_at: toInstant(check.readyAt),
      result_at: toInstant(check.resultAt),
      notified_at: toInstant(check.notifiedAt),
      acknowledged_at: toInstant(check.acknowledgedAt),
      fetched_at: toInstant(check.fetchedAt),
    },
    decision: check.decision,
    error: check.errorType,
    wait: wait && { on: wait.on, until: toInstant(wait.until), sentence: wait.sentence },
    provider_cancel: check.providerCancel && {
      state: check.providerCancel,
      attempts: check.providerCancelAttempts,
      next_attempt_at: toInstant(check.providerCancelAt),
    },
    created_at: check.createdAt.toISOString(),
    finished_at: toInstant(check.finishedAt),
  };
}

const PublicTimelineStep = z.object({ id: z.uuid(), at: Instant, kind: z.string(), details: JsonObject });

const PublicExchange = z
  .object({
    id: z.uuid(),
    peer: z.enum(["maxsight", "provider"]),
    direction: z.enum(["in", "out"]),
    operation: z.string(),
    attempt: z.int(),
    method: z.string(),
    url: z.string(),
    status: z.int().nullable(),
    error_code: z.string().nullable(),
    started_at: Instant,
    duration_ms: z.int(),
    timings: z.record(z.string(), z.number()).nullable(),
    request_size: z.int(),
    response_size: z.int(),
  })
  .meta({ id: "Exchange" });

export const PublicUpdate = z
  .object({
    id: z.uuid(),
    number: z.int(),
    update_id: z.string(),
    state: z.enum(UPDATE_STATES),
    occurred_at: Instant,
    outcome: z.enum(["result", "errors"]),
    decision: Decision,
    error: z.string().nullable(),
    result_at: Instant,
    notified_at: Instant.nullable(),
    acknowledged_at: Instant.nullable(),
    fetched_at: Instant.nullable(),
  })
  .meta({ id: "Update" });

export const PublicCheckDetail = PublicCheck.extend({
  timeline: z.array(PublicTimelineStep),
  exchanges: z.array(PublicExchange),
  notifications: z.array(PublicNotification),
  updates: z.array(PublicUpdate),
}).meta({ id: "CheckDetail" });

/** A check with both its legs. Bodies are not part of it: they are personal data. */
export function toPublicCheckDetail(detail: CheckDetail): z.input<typeof PublicCheckDetail> {
  const provider = detail.provider.slug;
  return {
    ...toPublicCheck(detail),
    timeline: detail.events.map(({ id, kind, details, createdAt }) => ({
      id,
      at: createdAt.toISOString(),
      kind,
      details,
    })),
    exchanges: detail.exchanges.map((exchange) => toPublicExchange(exchange)),
    notifications: detail.notifications.map((item) =>
      toPublicNotification(item, { provider, attempts: item.attemptRows }),
    ),
    updates: detail.updates.map((update) => toPublicUpdate(update)),
  };
}

function toPublicExchange(exchange: CheckDetail["exchanges"][number]): z.input<typeof PublicExchange> {
  return {
    id: exchange.id,
    peer: exchange.peer,
    direction: exchange.direction,
    operation: exchange.operation,
    attempt: exchange.attempt,
    method: exchange.method,
    url: exchange.url,
    status: exchange.status,
    error_code: exchange.errorCode,
    started_at: exchange.startedAt.toISOString(),
    duration_ms: exchange.durationMs,
    timings: exchange.timings,
    request_size: exchange.requestSize,
    response_size: exchange.responseSize,
  };
}

/** One result of a monitored check. */
export function toPublicUpdate(update: CheckDetail["updates"][number]): z.input<typeof PublicUpdate> {
  return {
    id: update.id,
    number: update.number,
    update_id: update.updateId,
    state: update.state,
    occurred_at: update.occurredAt.toISOString(),
    outcome: update.outcome,
    decision: update.decision,
    error: update.errorType,
    result_at: update.resultAt.toISOString(),
    notified_at: toInstant(update.notifiedAt),
    acknowledged_at: toInstant(update.acknowledgedAt),
    fetched_at: toInstant(update.fetchedAt),
  };
}
