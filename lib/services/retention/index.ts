export { type RetentionPolicy, retentionPolicyOf } from "./policy";
export { type SweepCount, type SweepReport, sweepBrief, sweepExpired } from "./sweep";
