import type { ActivityOptions, LocalActivityOptions } from "@temporalio/common";

/**
 * Reads and moves a row: milliseconds, and only Postgres can be in the way. It is tried for as long as that lasts,
 * because giving up would strand the check; half a minute apart at most, so that a check moves soon after Postgres is
 * back. Short failures are retried inside the workflow task, longer ones by a timer.
 */
export const ROW_POLICY: LocalActivityOptions = {
  startToCloseTimeout: "10s",
  localRetryThreshold: "5s",
  retry: { initialInterval: "100ms", backoffCoefficient: 2, maximumInterval: "30s" },
};

/**
 * Calls a provider. A definition allows at most two minutes a call, and the verb answers for the provider's trouble
 * itself, so a failure here is ours: Postgres away, or this worker gone. The heartbeat tells within seconds that a
 * worker was killed. Whether a second call may be made at all is decided by the verb, from the row.
 */
export const PROVIDER_CALL_POLICY: ActivityOptions = {
  startToCloseTimeout: "150s",
  heartbeatTimeout: "10s",
  retry: { initialInterval: "500ms", backoffCoefficient: 2, maximumInterval: "1m" },
};

/**
 * Calls Maxsight once: 15 s at most. The ladder is in the row, not here; this only bridges our own failures.
 */
export const NOTIFY_POLICY: ActivityOptions = {
  startToCloseTimeout: "45s",
  heartbeatTimeout: "10s",
  retry: { initialInterval: "500ms", backoffCoefficient: 2, maximumInterval: "1m" },
};
