import type { WebhookRefusal } from "@/lib/connectors/connector";
import type { InboundVerdict } from "@/lib/db/schema";

const REFUSALS: Record<WebhookRefusal, string> = {
  not_configured: "The definition says nothing about how a webhook proves where it comes from.",
  secret_missing: "The secret that the definition names is not set, so nothing can be believed.",
  signature_missing: "It carried no signature where the definition expects one.",
  signature_mismatch: "The signature does not fit the body: another secret, or a changed body.",
  timestamp_missing: "It carried no timestamp where the definition expects one.",
  timestamp_outside_tolerance: "Its timestamp is outside the tolerance: delayed, replayed, or a wrong clock.",
  credentials_mismatch: "Its password or header was not the one that is set.",
  address_not_listed: "It came from an address that the definition does not list.",
  body_unreadable: "Its body could not be read.",
  mapping_failed:
    "It was genuine, but the definition's expressions could not find the event or the check in it.",
};

const VERDICTS: Record<InboundVerdict, string> = {
  valid: "It proved where it comes from.",
  unsigned_exception: "It was not signed; the definition makes a named exception that ends.",
  bad_signature: "It did not prove where it comes from.",
  stale: "It was too old, or did not say how old it is.",
  malformed: "It could not be read.",
};

/** What the verifier found, as a sentence. `refusal` is the stored reason, of this version or another one's. */
export function explainVerdict(verdict: InboundVerdict, refusal: string | null): string {
  const known = Object.entries(REFUSALS).find(([reason]) => reason === refusal);
  return known?.[1] ?? VERDICTS[verdict];
}
