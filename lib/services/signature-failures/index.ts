export { type RefusedVerdict, SignatureFailureRecorder } from "./failure-recorder";
export { listSignatureFailures, type SignatureFailure } from "./list-signature-failures";
