export { explainCheckSignatures, type SignedCall } from "./explain-check-signatures";
export { explainExchangeSignature } from "./explain-exchange-signature";
export { type ExplainedSignature, explainSignature } from "./explain-signature";
export { type RefusedVerdict, SignatureFailureRecorder } from "./failure-recorder";
export { listSignatureFailures, type SignatureFailure } from "./list-signature-failures";
export { PastedRequest } from "./pasted-request";
export type { MatchedKey } from "./provider-keys";
