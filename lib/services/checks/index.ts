export { acceptCheck, type StoredStart } from "./accept-check";
export type { CheckRow } from "./check-row";
export { checkIdOf, findCheckByMaxsightId, getCheckRow, lockCheck } from "./find-check";
export { cancelUpstream } from "./cancel-upstream";
export { type FailedStep, haltLifecycle } from "./halt-lifecycle";
export { nextStep, settleStartAnswer } from "./lifecycle";
export { notifyMaxsight } from "./notify-maxsight";
export { pollUpstream } from "./poll-upstream";
export { startUpstream } from "./start-upstream";
export { abandonCheck, awaitSynchronousOutcome, runSynchronousCheck } from "./run-synchronous";
export { type ByReference, fetchOutcome, markReady, type NotServed } from "./serve-check";
export { repeatStartAnswer, startLifecycle } from "./start-check";
export { cancelCheck } from "./cancel-check";
export { type CheckDetail, getCheck, readCancelPlan } from "./get-check";
export { checkConditions, type CheckListItem, type Delivery, listChecks } from "./list-checks";
export {
  CallAgainInput,
  CancelCheckInput,
  CheckFilter,
  RemapInput,
  SubmitUpdateInput,
  SupersedeUpdateInput,
} from "./schemas";
export { cancelReferences } from "./cancel-references";
export { fetchUpdate } from "./serve-update";
export { endChecksOfKey } from "./end-checks-of-key";
export { loadCheckWork } from "./check-work";
export { diffOutcomes, mappingProblemsIn, maskOutcome } from "./masked-outcome";
export { addCheckEvent } from "./move-check";
export { type CalledAgain, callProviderAgain } from "./call-again";
export type { CancelPlan } from "./explain-cancel";
export { explainWait, type Wait, WAIT_KINDS, type WaitingCheck } from "./explain-wait";
export { replayInbound, type ReplayedInbound } from "./replay-inbound";
export { type MaskedOutcome, previewRemap, type RemapPreview, saveRemap } from "./rerun-mapping";
export type { StoredByHand } from "./store-by-hand";
export { submitUpdate } from "./submit-update";
export { supersedeUpdate } from "./supersede-update";
