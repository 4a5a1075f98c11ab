import type { RefusedItem } from "@/components/signature/refused-calls";
import type { SignaturePanelProps } from "@/components/signature/signature-panel";
import type { SignedCallItem } from "@/components/signature/signed-call-row";
import type { KeyMatch } from "@/components/signature/signature-words";
import type {
  ExplainedSignature,
  MatchedKey,
  SignatureFailure,
  SignedCall,
} from "@/lib/services/signature-failures";

/** An explained signature as the panel shows it. */
export function toPanel({ report, key, arrivedAt }: ExplainedSignature): SignaturePanelProps {
  return { report, keyMatch: toKeyMatch(key), at: arrivedAt.toISOString() };
}

function toKeyMatch(key: MatchedKey | null): KeyMatch | null {
  return key && { ...key, endsAt: key.endsAt?.toISOString() ?? null };
}

/** A call of a check as the list of its signed calls shows it. */
export function toSignedCall(call: SignedCall): SignedCallItem {
  const { exchangeId, at, direction, method, url, status, explained } = call;
  return {
    id: exchangeId,
    at: at.toISOString(),
    direction,
    method,
    path: URL.canParse(url) ? new URL(url).pathname : url,
    status,
    panel: explained && toPanel(explained),
  };
}

/** Refused calls as the list shows them. */
export function toRefusedItem(failure: SignatureFailure): RefusedItem {
  const { id, reason, keyId, count, key, isOwnTest, createdAt, lastAt } = failure;
  return {
    id,
    reason,
    keyId,
    count,
    key: toKeyMatch(key),
    isOwnTest,
    firstAt: createdAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
}
