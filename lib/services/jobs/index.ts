export { createCancelJob } from "./create-cancel-job";
export { createMonitoringJob } from "./create-monitoring-job";
export { createResendJob } from "./create-resend-job";
export { getJob, type JobDetail } from "./get-job";
export { type Job, jobScope } from "./job-row";
export { type JobItem, listJobItems } from "./list-job-items";
export { listJobs } from "./list-jobs";
export { HostPacer } from "./host-pacer";
export { MONITORING_EXCLUSION_KINDS, type MonitoringExclusionKind } from "./monitoring-set";
export { Pacer } from "./pacer";
export {
  CANCEL_EXCLUSION_KINDS,
  type CancelExclusionKind,
  type CancelPreview,
  previewCancel,
} from "./preview-cancel";
export { type MonitoringPreview, previewMonitoring } from "./preview-monitoring";
export { previewResend, type ResendPreview, type ResendSampleItem } from "./preview-resend";
export { renewLease, runJob } from "./run-job";
export {
  CANCEL_CONFLICT_KINDS,
  type CancelConflictKind,
  CheckSetFilter,
  CONFLICT_KINDS,
  type ConflictKind,
  CreateCancelJobInput,
  CreateMonitoringJobInput,
  CreateResendJobInput,
  JOB_KINDS,
  type JobConflictKind,
  JobFilter,
  MonitoredSetFilter,
  MONITORING_CONFLICT_KINDS,
  type MonitoringConflictKind,
  type MonitoringKind,
  ResendFilter,
  SteerJobInput,
} from "./schemas";
export { cancelJob, pauseJob, resumeJob } from "./steer-job";
