import type {
  ConnectorCall,
  ConnectorProgress,
  WebhookAnswered,
  WebhookDelivery,
  WebhookVerdict,
} from "../connector";
import { storableText } from "@/lib/storable-text";
import type { Evaluated } from "../evaluated";
import type { WebhookOperation } from "../webhook-definition";
import { callContext, deliveryContext } from "./context";
import { redactorOf } from "./call-provider";
import { errorOutcome, readOutcome } from "./map-outcome";
import type { HttpConnectorParts } from "./connector-parts";
import { redactOutcome } from "./redact-outcome";
import { verifyWebhook } from "./verify-webhook";

type Receiving = { webhook: WebhookOperation; delivery: WebhookDelivery; secrets: Record<string, string> };

/** Verifies a delivery, then finds which event and which check it is about. No call leaves. */
export async function receiveWebhook(
  { expressions }: HttpConnectorParts,
  { webhook, delivery, secrets }: Receiving,
): Promise<WebhookVerdict> {
  const verified = await verifyWebhook({ verify: webhook.verify, delivery, secrets, expressions });
  if (!verified.ok) return { verdict: "refused", reason: verified.reason, explanation: verified.explanation };
  const wanted = [webhook.provider_reference, ...(webhook.event_id === undefined ? [] : [webhook.event_id])];
  const [reference, eventId] = await expressions.evaluate(wanted, deliveryContext(delivery));
  const failed = [reference, eventId].find((result) => result?.ok === false);
  if (failed?.ok === false) {
    return { verdict: "refused", reason: "mapping_failed", explanation: failed.message };
  }
  return {
    verdict: "accepted",
    eventId: textOf(eventId),
    providerReference: textOf(reference),
    next: webhook.then === "poll" ? "poll" : "map",
  };
}

function textOf(result: Evaluated | undefined): string | null {
  if (result?.ok !== true) return null;
  return typeof result.value === "string" || typeof result.value === "number"
    ? storableText(String(result.value))
    : null;
}

type Reading = {
  webhook: WebhookOperation;
  call: ConnectorCall;
  progress: ConnectorProgress;
  delivery: WebhookDelivery;
};

/** Maps an accepted delivery in the context of its check. */
export async function readWebhook(
  { expressions }: HttpConnectorParts,
  { webhook, call, progress, delivery }: Reading,
): Promise<WebhookAnswered> {
  if (webhook.outcome === undefined) return { outcome: null };
  const context = { ...callContext(call, progress), ...deliveryContext(delivery) };
  const [evaluated] = await expressions.evaluate([webhook.outcome], context);
  if (evaluated === undefined) return { outcome: null };
  const checkType = call.document.check_type;
  const mapped = readOutcome(evaluated, { at: "/operations/webhook/outcome", checkType });
  if (mapped.status === "nothing") return { outcome: null };
  if (mapped.status === "wrong") return { outcome: errorOutcome(mapped.error) };
  return { outcome: redactOutcome(mapped.outcome, redactorOf(call)) };
}
