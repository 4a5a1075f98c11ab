import { messageOf } from "@/lib/errors";
import { receiveWebhook, type WebhookArrival } from "@/lib/services/inbound";
import type { Door } from "../protocol/door";
import { jsonAnswer, type ProtocolAnswer } from "../protocol/protocol-request";

const HOOK_PATH = /^\/hooks\/([a-z0-9](?:-?[a-z0-9]){1,62})(?:\/.*)?$/;

/** The slug a webhook is addressed to, or null when the path is none of ours. */
export function hookSlug(door: Door, target: string): string | null {
  const path = target.split("?", 1)[0] ?? "";
  if (!path.startsWith(door.pathPrefix)) return null;
  return HOOK_PATH.exec(path.slice(door.pathPrefix.length))?.[1] ?? null;
}

/**
 * Answers a provider's webhook at `/hooks/{slug}[/…]`. A 2xx means that it is committed; the sender learns nothing else.
 * A failure of ours is 503, so that the provider sends it again.
 */
export async function serveHook(door: Door, arrival: Omit<WebhookArrival, "slug">): Promise<ProtocolAnswer> {
  const slug = hookSlug(door, arrival.target);
  if (slug === null) return jsonAnswer(404, { error: "not_found" });
  try {
    const receipt = await receiveWebhook(door.runtime, door.registry, { ...arrival, slug });
    return jsonAnswer(receipt.httpStatus, { status: receipt.status });
  } catch (error) {
    door.runtime.log.error({ provider: slug, reason: messageOf(error) }, "a webhook could not be stored");
    return jsonAnswer(503, { status: "try_again" }, { "retry-after": "10" });
  }
}
