export { type Activity, type ActivityBucket, type ErrorBucket, successRateOf } from "./activity";
export type { Change } from "./changes";
export { getOverview, type Overview } from "./get-overview";
export type { Period } from "./period";
export type { ProviderActivity } from "./provider-activity";
