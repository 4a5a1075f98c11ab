export { type AskEngine, checkHealth } from "./check-health";
export { findGauges } from "./read-gauges";
