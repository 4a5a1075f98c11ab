export { attachInbound } from "./attach-inbound";
export { findUnreadEvent, markEvent, type UnreadEvent } from "./take-event";
export { receiveWebhook, type WebhookArrival, type WebhookReceipt } from "./receive-webhook";
export { getInbound, type InboundDetail, type InboundSuggestion } from "./get-inbound";
export { type InboundItem, listInbound } from "./list-inbound";
export {
  AttachInboundInput,
  IgnoreInboundInput,
  IgnoreManyInboundInput,
  INBOUND_STATES,
  INBOUND_VERDICTS,
  InboundFilter,
  ReplayInboundInput,
} from "./schemas";
export { ignoreInbound } from "./ignore-inbound";
export { ignoreManyInbound } from "./ignore-many";
export {
  beginReplay,
  findOpenCheck,
  finishReplay,
  getReplayableEvent,
  type ReplayableEvent,
} from "./replay-event";
