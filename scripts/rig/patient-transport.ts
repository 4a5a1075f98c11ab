import { setTimeout as delay } from "node:timers/promises";
import { signRequest } from "@/lib/protocol/signature/sign-request";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import type { Transport } from "@/lib/simulator/client";
import { httpCall, type HttpCall } from "@/lib/simulator/http-call";

/** Each wait is twice the one before; whoever knocks harder keeps the machine from starting Gatehouse again. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2000;

/**
 * A Maxsight that does not give up while Gatehouse is being killed: a call without an answer, or answered with 5xx, is
 * made again, signed anew, until there is an answer or the signal is raised. Repeating is what shows that every endpoint
 * is idempotent.
 */
export function patientTransport(options: {
  signingKey: SigningKey;
  onRepeat: (failed: HttpCall) => void;
}): Transport {
  return async (input) => {
    let headers = input.headers;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const call = await httpCall({ ...input, headers });
      const isAnswered = call.error === null && (call.status ?? 0) < 500;
      if (isAnswered || input.signal?.aborted === true) return call;
      options.onRepeat(call);
      await delay(waitMs);
      headers = signRequest({
        method: input.method,
        target: `${input.url.pathname}${input.url.search}`,
        host: input.url.host,
        body: input.body,
        signingKey: options.signingKey,
        nowMs: Date.now(),
      });
    }
  };
}
