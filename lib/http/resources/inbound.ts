import { z } from "zod";
import {
  INBOUND_STATES,
  INBOUND_VERDICTS,
  type IgnoreRule,
  type InboundDetail,
  type InboundItem,
} from "@/lib/services/inbound";
import { Instant, toInstant } from "./values";

export const PublicInboundEvent = z
  .object({
    id: z.uuid(),
    provider: z.string().meta({ description: "The provider's slug." }),
    event_id: z.string().nullable().meta({ description: "The provider's id of the event." }),
    provider_reference: z.string().nullable(),
    verdict: z.enum(INBOUND_VERDICTS),
    state: z.enum(INBOUND_STATES),
    check_id: z.uuid().nullable(),
    version: z.int().meta({ description: "The version that was published when it came." }),
    size: z.int(),
    received_at: Instant,
    applied_at: Instant.nullable(),
    ignored_reason: z.string().nullable().meta({ description: "Why a person took it out of the tray." }),
    ignored_by: z.uuid().nullable().meta({ description: "The standing rule that put it away." }),
  })
  .meta({ id: "InboundEvent" });

/** A provider's webhook as the management API shows it. */
export function toPublicInbound(item: InboundItem): z.input<typeof PublicInboundEvent> {
  return {
    id: item.id,
    provider: item.provider.slug,
    event_id: item.eventId,
    provider_reference: item.providerReference,
    verdict: item.verdict,
    state: item.state,
    check_id: item.checkId,
    version: item.version,
    size: item.size,
    received_at: item.createdAt.toISOString(),
    applied_at: toInstant(item.appliedAt),
    ignored_reason: item.ignoredReason,
    ignored_by: item.ignoredBy,
  };
}

export const PublicInboundDetail = PublicInboundEvent.extend({
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()).nullable(),
    body: z.string().nullable().meta({ description: "Masked; null when it is not kept any more." }),
  }),
  explanation: z.string().meta({ description: "What the verifier found." }),
  suggestions: z
    .array(
      z.object({
        check_id: z.uuid(),
        reference: z.string(),
        state: z.string(),
        created_at: Instant,
      }),
    )
    .meta({ description: "Checks an unmatched event may be about." }),
  rule_fields: z
    .array(
      z.object({
        field: z.string(),
        value: z.string().nullable().meta({ description: "Null where it is masked." }),
      }),
    )
    .meta({ description: "What an ignore rule may be made of; empty where none can be." }),
}).meta({ id: "InboundEventDetail" });

/** A webhook with what came, masked, and what the verifier said. */
export function toPublicInboundDetail(detail: InboundDetail): z.input<typeof PublicInboundDetail> {
  const { method, path, message } = detail.request;
  return {
    ...toPublicInbound(detail),
    request: { method, path, headers: message?.headers ?? null, body: message?.body ?? null },
    explanation: detail.explanation,
    suggestions: detail.suggestions.map((check) => ({
      check_id: check.id,
      reference: check.reference,
      state: check.state,
      created_at: check.createdAt.toISOString(),
    })),
    rule_fields: detail.ruleFields,
  };
}

export const PublicIgnoreRule = z
  .object({
    id: z.uuid(),
    provider: z.string().meta({ description: "The provider's slug." }),
    field: z.string().meta({ description: "JSON pointer into `body` or `headers`." }),
    equals: z.string(),
    reason: z.string(),
    by: z.string(),
    ignored: z.int().meta({ description: "How many events it has put away." }),
    last_ignored_at: Instant.nullable(),
    created_at: Instant,
    removed_at: Instant.nullable(),
  })
  .meta({ id: "IgnoreRule" });

/** A standing rule as the management API shows it. */
export function toPublicIgnoreRule(rule: IgnoreRule): z.input<typeof PublicIgnoreRule> {
  return {
    id: rule.id,
    provider: rule.provider.slug,
    field: rule.field,
    equals: rule.equals,
    reason: rule.reason,
    by: rule.actorLabel,
    ignored: rule.ignoredCount,
    last_ignored_at: toInstant(rule.lastIgnoredAt),
    created_at: rule.createdAt.toISOString(),
    removed_at: toInstant(rule.removedAt),
  };
}
