import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import {
  type LifecycleInput,
  type LifecycleStep,
  STARTED_UPDATE,
  type StartedAnswer,
  WAKE_SIGNAL,
} from "@/lib/temporal/contracts/check-lifecycle";
import type { LifecycleActivities } from "../check-lifecycle/activities";
import { NOTIFY_POLICY, PROVIDER_CALL_POLICY, ROW_POLICY } from "./retry-policies";

const rows = proxyLocalActivities<Pick<LifecycleActivities, "nextStep" | "settleStartAnswer">>(ROW_POLICY);
const provider =
  proxyActivities<Pick<LifecycleActivities, "startUpstream" | "pollUpstream" | "cancelUpstream">>(
    PROVIDER_CALL_POLICY,
  );
const maxsight = proxyActivities<Pick<LifecycleActivities, "attemptNotification">>(NOTIFY_POLICY);

/** Far below Temporal's limits: a replay of so many events takes milliseconds. */
const MAX_HISTORY_EVENTS = 1000;

/** How often a row is read whose next step this version does not know. */
const UNKNOWN_STEP_MS = 60_000;

/**
 * The life of a check as a loop over decisions made from its row: wait until a step is due or the row has changed, take
 * it, and take what it says is next. Each activity answers with the next step, so no step costs two.
 */
export async function runLifecycle(input: LifecycleInput): Promise<void> {
  const run = { isWoken: false, started: null as StartedAnswer | null };
  setHandler(defineSignal(WAKE_SIGNAL), () => {
    run.isWoken = true;
  });
  setHandler(defineUpdate<StartedAnswer>(STARTED_UPDATE), async () => {
    await condition(() => run.started !== null);
    return run.started ?? "pending";
  });

  const readRow = (): Promise<LifecycleStep> => {
    run.isWoken = false;
    return rows.nextStep(input);
  };
  /** True when the row changed before `ms` have passed. */
  const wokenWithin = async (ms: number | null): Promise<boolean> => {
    if (ms === null) await condition(() => run.isWoken);
    else if (ms > 0) await condition(() => run.isWoken, ms);
    return run.isWoken;
  };
  const take = async (step: Exclude<LifecycleStep, { do: "end" }>): Promise<LifecycleStep> => {
    if (step.do === "start") return provider.startUpstream(input);
    const isWoken = await wokenWithin(step.do === "wait" ? step.forMs : step.afterMs);
    if (isWoken || step.do === "wait") return readRow();
    if (step.do === "poll") return provider.pollUpstream(input);
    if (step.do === "settle_start") return rows.settleStartAnswer(input);
    if (step.do === "cancel") return provider.cancelUpstream(input);
    if (step.do === "notify")
      return maxsight.attemptNotification({ ...input, notificationId: step.notificationId });
    return skipUnknown(step);
  };

  /** A newer version of the activities says it, while both versions run: a worker of that one reads the row as well. */
  const skipUnknown = async (_step: never): Promise<LifecycleStep> => {
    await wokenWithin(UNKNOWN_STEP_MS);
    return readRow();
  };

  // Safe also when it is not new: the activity reads the row before it does anything.
  let step: LifecycleStep = input.isNew === true ? { do: "start" } : await readRow();
  for (;;) {
    if (step.do !== "start") run.started ??= step.do === "settle_start" ? "errors" : "pending";
    if (run.isWoken) step = await readRow();
    else if (step.do === "end") break;
    else if (step.do !== "start" && isLong())
      await continueAsNew<typeof runLifecycle>({ ...input, isNew: false });
    else step = await take(step);
  }
  await condition(allHandlersFinished);
}

function isLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= MAX_HISTORY_EVENTS;
}
