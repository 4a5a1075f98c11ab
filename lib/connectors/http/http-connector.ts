import type { Connector } from "../connector";
import { askOutcome } from "./ask-outcome";
import { cancelCheck } from "./cancel-check";
import { downloadFile } from "./download-file";
import type { HttpConnectorParts } from "./connector-parts";
import { readWebhook, receiveWebhook } from "./receive-webhook";
import { searchProvider } from "./search-provider";

/** The declarative connector (ARCHITECTURE 3): it can do what its definition has operations for. */
export function createHttpConnector(parts: HttpConnectorParts): Connector {
  const { start, poll, cancel, search, download, webhook } = parts.definition.operations;
  const attempts = start.idempotent ? start.attempts : 1;
  return {
    start: (call) => askOutcome(parts, { operation: "start", rules: start, attempts, call, progress: null }),
    ...(poll !== undefined && {
      poll: (call, progress) =>
        askOutcome(parts, { operation: "poll", rules: poll, attempts: 1, call, progress }),
    }),
    ...(cancel !== undefined && {
      cancel: (call, progress) => cancelCheck(parts, { rules: cancel, call, progress }),
    }),
    ...(search !== undefined && { search: (query) => searchProvider(parts, { rules: search, query }) }),
    ...(download !== undefined && {
      download: (call, progress, wish) => downloadFile(parts, { rules: download, call, progress, wish }),
    }),
    ...(webhook !== undefined && {
      receive: (delivery, secrets) => receiveWebhook(parts, { webhook, delivery, secrets }),
      readWebhook: (call, progress, delivery) => readWebhook(parts, { webhook, call, progress, delivery }),
    }),
  };
}
