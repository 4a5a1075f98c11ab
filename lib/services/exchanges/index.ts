export { ExchangeRecorder } from "./exchange-recorder";
export { maskBody } from "./mask";
export { type ExchangeFacts, storedAnswer, type StoredMessage, storedMessage } from "./exchange-row";
export { prepareExchanges } from "./record-exchange";
export { maskJson } from "./mask";
export { getExchangeBodies, type MaskedMessage } from "./get-exchange-bodies";
export { providerExchange } from "./provider-exchange";
