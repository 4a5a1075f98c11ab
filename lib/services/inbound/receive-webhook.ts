import type { WebhookDelivery, WebhookRefusal, WebhookVerdict } from "@/lib/connectors/connector";
import type { ConnectorDefinition } from "@/lib/connectors/definition";
import { connectorFor, expressionsFor } from "@/lib/connectors/for-definition";
import type { WebhookVerification } from "@/lib/connectors/webhook-definition";
import { contextFor, type Runtime, type ServiceContext } from "../context";
import type { Registration, Registry } from "../registry";
import { applyIgnoreRules } from "./apply-ignore-rules";
import { matchEvent } from "./match-event";
import { recordEvent } from "./record-event";
import { RefusalBudget } from "./refusal-budget";

/** A request to `/hooks/{slug}`, as it came over the wire. */
export type WebhookArrival = {
  slug: string;
  method: string;
  /** Path and query as requested. */
  target: string;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
  rawBody: Buffer;
  nowMs: number;
  remoteAddress: string | null;
};

/**
 * What the door answers; `httpStatus` is all a sender learns. `reason` is for the log. An accepted webhook is committed:
 * whatever happens after the answer, it is not lost.
 */
export type WebhookReceipt =
  | { status: "accepted" | "duplicate"; httpStatus: 200; eventId: string; checkId: string | null }
  /** `eventId` null: refused like so many before it, and not kept. */
  | { status: "refused"; httpStatus: 400 | 401; reason: WebhookRefusal; eventId: string | null }
  | { status: "unknown"; httpStatus: 404 }
  | { status: "too_large"; httpStatus: 413 };

const MAX_BODY_BYTES = 1_048_576;
const budget = new RefusalBudget();

/**
 * Takes a provider's webhook: verifies it as the published definition says (fails closed), stores it, finds its check
 * and wakes the lifecycle, which maps it. Nothing is called and nothing is mapped here, so the answer is fast. Paused
 * and retired providers are listened to as well: their running checks go on. Rejects with UnavailableError when it could
 * not be verified in time: nothing is known of it then, and the sender has to send it again.
 */
export async function receiveWebhook(
  runtime: Runtime,
  registry: Pick<Registry, "find">,
  arrival: WebhookArrival,
): Promise<WebhookReceipt> {
  if (arrival.rawBody.length > MAX_BODY_BYTES) return { status: "too_large", httpStatus: 413 };
  const registration = await registry.find(arrival.slug);
  if (registration === null) return { status: "unknown", httpStatus: 404 };
  const connector = connectorFor(registration.version.connector, {
    http: runtime.http,
    expressions: expressionsFor(registration.tenantId),
  });
  if (connector.receive === undefined) return { status: "unknown", httpStatus: 404 };

  const ctx = contextFor(runtime, registration.tenantId, { kind: "system", label: "webhook" });
  const delivery = toWebhookDelivery(arrival);
  const verdict = await connector.receive(delivery, registration.secrets);
  const verify = verificationOf(registration.version.connector);
  if (verdict.verdict === "refused") return refuse(ctx, { registration, delivery, verify, verdict });
  const { event, isNew } = await recordEvent(ctx, { registration, delivery, verify, verdict });
  const ref = await matchEvent(ctx, event);
  if (ref !== null) void ctx.engine.wake(ref);
  else if (event.state === "unmatched") await applyIgnoreRules(ctx, { event, delivery });
  return {
    status: isNew ? "accepted" : "duplicate",
    httpStatus: 200,
    eventId: event.id,
    checkId: ref?.checkId ?? event.checkId,
  };
}

type Refusing = {
  registration: Registration;
  delivery: WebhookDelivery;
  verify: WebhookVerification | null;
  verdict: Extract<WebhookVerdict, { verdict: "refused" }>;
};

/** Keeps a refused webhook as evidence, as far as the budget goes. */
async function refuse(ctx: ServiceContext, refusing: Refusing): Promise<WebhookReceipt> {
  const { registration, delivery, verdict } = refusing;
  const { reason } = verdict;
  const httpStatus = reason === "body_unreadable" || reason === "mapping_failed" ? 400 : 401;
  // What the mapping could not read is genuine, and kept to be read again.
  const isKept = reason === "mapping_failed" || budget.take(registration.providerId, delivery.receivedAtMs);
  if (!isKept) return { status: "refused", httpStatus, reason, eventId: null };
  const { event } = await recordEvent(ctx, refusing);
  ctx.log.warn({ provider: registration.slug, eventId: event.id, reason }, "a webhook was refused");
  return { status: "refused", httpStatus, reason, eventId: event.id };
}

function toWebhookDelivery(arrival: WebhookArrival): WebhookDelivery {
  const { method, target, headers, rawBody, remoteAddress, nowMs } = arrival;
  return { method, target, headers, rawBody, remoteAddress, receivedAtMs: nowMs };
}

function verificationOf(definition: ConnectorDefinition): WebhookVerification | null {
  return definition.kind === "http" ? (definition.operations.webhook?.verify ?? null) : null;
}
