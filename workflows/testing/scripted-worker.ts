import { NativeConnection, Worker } from "@temporalio/worker";
import { connectionOptions, type TemporalSettings } from "@/lib/temporal/connection";
import { LIFECYCLE_TASK_QUEUE, type LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import { loadWorkflowBundle } from "../bundle";
import type { LifecycleActivities } from "../check-lifecycle/activities";

/** What each activity answers, in order; the last answer repeats, and what is not named answers `end`. */
export type Script = Partial<Record<keyof LifecycleActivities, LifecycleStep[]>>;

export type ScriptedWorker = {
  /** Which activities ran, in order. */
  taken: string[];
  play: (script: Script) => void;
  stop: () => Promise<void>;
};

/** The real workflows on a real server, with decisions that the test gives. */
export async function startScriptedWorker(settings: TemporalSettings): Promise<ScriptedWorker> {
  let script: Script = {};
  const taken: string[] = [];
  const answer = (name: keyof LifecycleActivities) => async (): Promise<LifecycleStep> => {
    taken.push(name);
    const steps = script[name] ?? [];
    return (steps.length > 1 ? steps.shift() : steps[0]) ?? { do: "end" };
  };
  const activities: LifecycleActivities = {
    nextStep: answer("nextStep"),
    settleStartAnswer: answer("settleStartAnswer"),
    startUpstream: answer("startUpstream"),
    pollUpstream: answer("pollUpstream"),
    cancelUpstream: answer("cancelUpstream"),
    attemptNotification: answer("attemptNotification"),
  };
  const worker = await Worker.create({
    connection: await NativeConnection.connect(connectionOptions(settings)),
    taskQueue: LIFECYCLE_TASK_QUEUE,
    workflowBundle: await loadWorkflowBundle(),
    activities,
  });
  const running = worker.run();
  return {
    taken,
    play: (next) => {
      taken.length = 0;
      script = structuredClone(next);
    },
    stop: async () => {
      if (worker.getState() === "RUNNING") worker.shutdown();
      await running;
    },
  };
}
