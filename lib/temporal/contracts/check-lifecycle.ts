import type { CheckId, TenantId } from "@/lib/ids";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { Implements, WorkflowContract } from "./contract";

/** The one queue that workers take lifecycles and their activities from. */
export const LIFECYCLE_TASK_QUEUE = "gatehouse-lifecycles";

/** Arguments and history hold ids and small enums only; everything else is read from Postgres by activities. */
export type LifecycleInput = {
  tenantId: TenantId;
  checkId: CheckId;
  /** The check was accepted a moment ago, so its first step is known: it saves reading the row once. */
  isNew?: boolean;
};

/** Whom or what a check waits for; what an operator reads while nothing moves. */
export type LifecycleWait = "ready" | "provider" | "fetch" | "result";

/**
 * What a lifecycle does next, decided from the row. Milliseconds count from the moment of the decision. Fields are only
 * ever added: runs in flight hold the old shape.
 */
export type LifecycleStep =
  | { do: "start" }
  | { do: "poll"; afterMs: number }
  | { do: "notify"; notificationId: string; afterMs: number }
  | { do: "wait"; for: LifecycleWait; forMs: number | null }
  | { do: "settle_start"; afterMs: number }
  | { do: "cancel"; afterMs: number }
  | { do: "end" };

/** Signal: the row changed, read it again. Carries nothing; sending it twice is the same as once. */
export const WAKE_SIGNAL = "wake";

/** Update: resolves when the provider was called for the first time. */
export const STARTED_UPDATE = "started";
export type StartedAnswer = "pending" | "errors";

export type LifecycleContract = WorkflowContract<LifecycleInput, void>;
export type LifecycleRun = Implements<LifecycleContract>;

function lifecycle(name: string): LifecycleContract {
  return {
    name,
    taskQueue: LIFECYCLE_TASK_QUEUE,
    workflowId: (input: LifecycleInput) => `check/${input.checkId}`,
  };
}

export const callbackCheckContract = lifecycle("callbackCheck");
export const pollingCheckContract = lifecycle("pollingCheck");
export const monitoredCheckContract = lifecycle("monitoredCheck");

/** The lifecycle of a template; null where the answer to POST /checks is the end of it. */
export function lifecycleOf(template: CheckTemplate): LifecycleContract | null {
  switch (template) {
    case "ONE_TIME_CALLBACK":
      return callbackCheckContract;
    case "ONE_TIME_POLLING":
      return pollingCheckContract;
    case "MONITORED_CALLBACK":
    case "MONITORED_POLLING":
      return monitoredCheckContract;
    case "ONE_TIME_SYNCHRONOUS":
      return null;
  }
}
