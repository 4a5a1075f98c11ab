export { driftCondition } from "./drift";
export { getMonitored, type MonitoredDetail, type MonitoredUpdate } from "./get-monitored";
export { listMonitored, type MonitoredItem, monitoredConditions } from "./list-monitored";
export { pauseMonitoring, resumeMonitoring } from "./pause-monitoring";
export { pollNow } from "./poll-now";
export {
  DRIFT_FLAGS,
  type DriftFlag,
  MonitoredFilter,
  PauseMonitoringInput,
  PollNowInput,
  ResumeMonitoringInput,
  SILENT_AFTER_DAYS,
} from "./schemas";
