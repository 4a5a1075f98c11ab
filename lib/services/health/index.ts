export { type AskEngine, checkHealth } from "./check-health";
export { type GaugeReading, readGauges } from "./read-gauges";
