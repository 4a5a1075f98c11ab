export { createCancelJob } from "./create-cancel-job";
export { createResendJob } from "./create-resend-job";
export { getJob, type JobDetail } from "./get-job";
export type { Job } from "./job-row";
export { type JobItem, listJobItems } from "./list-job-items";
export { listJobs } from "./list-jobs";
export { HostPacer } from "./host-pacer";
export { Pacer } from "./pacer";
export {
  CANCEL_EXCLUSION_KINDS,
  type CancelExclusionKind,
  type CancelPreview,
  previewCancel,
} from "./preview-cancel";
export { previewResend, type ResendPreview, type ResendSampleItem } from "./preview-resend";
export { renewLease, runJob } from "./run-job";
export {
  CANCEL_CONFLICT_KINDS,
  type CancelConflictKind,
  CheckSetFilter,
  CONFLICT_KINDS,
  type ConflictKind,
  CreateCancelJobInput,
  CreateResendJobInput,
  type JobConflictKind,
  JobFilter,
  ResendFilter,
  SteerJobInput,
} from "./schemas";
export { cancelJob, pauseJob, resumeJob } from "./steer-job";
