export { type CancelPreview, createCancelJob, previewCancel } from "./cancel-many";
export { createResendJob } from "./create-resend-job";
export { getJob, type JobDetail } from "./get-job";
export type { Job } from "./job-row";
export { type JobItem, listJobItems } from "./list-job-items";
export { listJobs } from "./list-jobs";
export { HostPacer } from "./host-pacer";
export { Pacer } from "./pacer";
export { previewResend, type ResendPreview, type ResendSampleItem } from "./preview-resend";
export { renewLease, runJob } from "./run-job";
export {
  CancelManyFilter,
  CONFLICT_KINDS,
  type ConflictKind,
  CreateCancelJobInput,
  CreateResendJobInput,
  JobFilter,
  ResendFilter,
  SteerJobInput,
} from "./schemas";
export { cancelJob, pauseJob, resumeJob } from "./steer-job";
