export { callbackCheck } from "./callback-check/workflow";
export { pollingCheck } from "./polling-check/workflow";
