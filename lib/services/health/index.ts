export { type AskEngine, checkHealth } from "./check-health";
