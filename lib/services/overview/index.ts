export { successRateOf } from "./activity";
export { getOverview, type Overview } from "./get-overview";
