import { demoOutcome } from "@/lib/protocol/demo/demo-outcome";
import type { Answered, Connector, ConnectorCall } from "../connector";

/** What a live check of a `demo` provider is answered with when its definition names nothing (PROTOCOL 13). */
const DEFAULT_RESULT = "ANY";

/**
 * Answers at once with the canned data of PROTOCOL 13, echoing the input; no call leaves. When the answer is delivered
 * is the lifecycle's business. Stateless: asked again, it gives the same.
 */
export function createDemoConnector({
  defaultResult = DEFAULT_RESULT,
}: { defaultResult?: string } = {}): Connector {
  const answer = (call: ConnectorCall): Promise<Answered> => {
    const outcome = demoOutcome({
      document: call.document,
      demoResult: call.demoResult ?? defaultResult,
      checkInput: call.input,
      nowMs: call.nowMs,
    });
    return Promise.resolve({ outcome, exchanges: [], transient: null });
  };
  return {
    start: answer,
    poll: answer,
    cancel: () => Promise.resolve({ cancelled: true, errors: [], warnings: [], exchanges: [] }),
  };
}
