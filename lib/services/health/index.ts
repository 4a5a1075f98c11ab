export { type AskEngine, checkHealth, type ComponentHealth, type HealthReport } from "./check-health";
