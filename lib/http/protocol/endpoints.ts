import { answerCancel } from "./answer-cancel";
import { answerComplete } from "./answer-complete";
import { answerConfig } from "./answer-config";
import { answerGetResult } from "./answer-get-result";
import { answerPoll } from "./answer-poll";
import { answerReady } from "./answer-ready";
import { answerStart } from "./answer-start";
import type { EndpointCall } from "./endpoint-call";
import { type ProtocolAnswer, refusal } from "./protocol-request";
import type { SignedRoute } from "./routes";

const notServed = async (): Promise<ProtocolAnswer> =>
  refusal(404, "This provider's template has no such endpoint.");

/** One function per signed endpoint of PROTOCOL 4. Which template may call which is decided inside. */
export const ENDPOINTS: Record<SignedRoute["endpoint"], (call: EndpointCall) => Promise<ProtocolAnswer>> = {
  config: answerConfig,
  start: answerStart,
  ready: answerReady,
  complete: answerComplete,
  poll: answerPoll,
  get_result: answerGetResult,
  cancel: answerCancel,
  download_file: notServed,
  search: notServed,
};
