import type { RefusedItem } from "@/components/signature/refused-calls";
import type { SignaturePanelProps } from "@/components/signature/signature-panel";
import type { KeyMatch } from "@/components/signature/signature-words";
import type { ExplainedSignature, MatchedKey, SignatureFailure } from "@/lib/services/signature-failures";

/** An explained signature as the panel shows it. */
export function toPanel({ report, key, arrivedAt }: ExplainedSignature): SignaturePanelProps {
  return { report, keyMatch: toKeyMatch(key), at: arrivedAt.toISOString() };
}

function toKeyMatch(key: MatchedKey | null): KeyMatch | null {
  return key && { ...key, endsAt: key.endsAt?.toISOString() ?? null };
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
