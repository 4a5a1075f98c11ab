import { answerCancel } from "./answer-cancel";
import { answerComplete } from "./answer-complete";
import { answerConfig } from "./answer-config";
import { answerDownload } from "./answer-download";
import { answerGetResult } from "./answer-get-result";
import { answerMonitoredPoll, answerMonitoredProvider, answerMonitoredReady } from "./answer-monitored";
import { answerPoll } from "./answer-poll";
import { answerReady } from "./answer-ready";
import { answerSearch } from "./answer-search";
import { answerStart } from "./answer-start";
import type { EndpointCall } from "./endpoint-call";
import type { ProtocolAnswer } from "./protocol-request";
import type { SignedRoute } from "./routes";

/** One function per signed endpoint of PROTOCOL 4. Which template may call which is decided inside. */
export const ENDPOINTS: Record<SignedRoute["endpoint"], (call: EndpointCall) => Promise<ProtocolAnswer>> = {
  config: answerConfig,
  start: answerStart,
  ready: answerReady,
  complete: answerComplete,
  poll: answerPoll,
  get_result: answerGetResult,
  cancel: answerCancel,
  download_file: answerDownload,
  search: answerSearch,
  monitored_ready: answerMonitoredReady,
  monitored_poll: answerMonitoredPoll,
  monitored_provider: answerMonitoredProvider,
};
