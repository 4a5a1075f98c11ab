export { callbackCheck } from "./callback-check/workflow";
export { monitoredCheck } from "./monitored-check/workflow";
export { pollingCheck } from "./polling-check/workflow";
