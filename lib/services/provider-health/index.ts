export { getProviderHealth, type HealthStep, type ProviderHealth } from "./get-provider-health";
