import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import type { MadeKey } from "@/components/provider/key-dialogs";
import type { ActionResult } from "@/lib/http/action";
import type { CreatedSigningKey } from "@/lib/services/signing-keys";

/** A new key with its secret for the person who made it, or the first sentence of what was wrong. */
export function toMadeKey(result: ActionResult<CreatedSigningKey>): MadeKey {
  if (!result.ok) {
    const [issue] = result.issues;
    return { ok: false, message: issue ? `${issue.path.slice(1)} ${issue.message}.` : result.message };
  }
  const { keyId, secret, environment } = result.data;
  return { ok: true, keyId, secret, environment: ENVIRONMENT_NAMES[environment] };
}
