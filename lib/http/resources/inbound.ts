import { z } from "zod";
import {
  INBOUND_STATES,
  INBOUND_VERDICTS,
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
  };
}
