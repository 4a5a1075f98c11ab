export { applyInboundEvents } from "./apply-inbound-events";
export { receiveWebhook, type WebhookArrival, type WebhookReceipt } from "./receive-webhook";
