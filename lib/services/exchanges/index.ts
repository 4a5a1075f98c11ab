export { ExchangeRecorder } from "./exchange-recorder";
export { type ExchangeFacts, type StoredMessage, storedMessage } from "./exchange-row";
export { prepareExchanges } from "./record-exchange";
export { getExchangeBodies, type MaskedMessage } from "./get-exchange-bodies";
