export { attachInbound } from "./attach-inbound";
export { findUnreadEvent, markEvent, type UnreadEvent } from "./take-event";
export { receiveWebhook, type WebhookArrival, type WebhookReceipt } from "./receive-webhook";
export { createIgnoreRule } from "./create-ignore-rule";
export { type IgnoreRule, listIgnoreRules } from "./list-ignore-rules";
export { removeIgnoreRule } from "./remove-ignore-rule";
export type { RuleField } from "./rule-field";
export { isUnclaimed } from "./unclaimed";
export { getInbound, type InboundDetail, type InboundSuggestion } from "./get-inbound";
export { type InboundItem, listInbound } from "./list-inbound";
export {
  AttachInboundInput,
  CreateIgnoreRuleInput,
  IgnoreInboundInput,
  IgnoreManyInboundInput,
  IgnoreRuleFilter,
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
