import type { ProtocolError } from "@/lib/protocol/error-type";
import type { NotServed } from "@/lib/services/checks";

/** What Maxsight is told when path, reference and what is stored do not fit together (PROTOCOL 9.1, 10.3, 10.4). */
export function notServedError(reason: NotServed): ProtocolError {
  if (reason.status === "id_mismatch") {
    return { type: "INVALID_CHECK_INPUT", message: "ID in URL mismatches check ID in request." };
  }
  return { type: "INTEGRATION", message: "No check with this reference is known here." };
}
