import { AppError } from "@/lib/errors";
import {
  cancelUpstream,
  type FailedStep,
  haltLifecycle,
  nextStep,
  notifyMaxsight,
  pollUpstream,
  settleStartAnswer,
  startUpstream,
} from "@/lib/services/checks";
import { contextFor, type Runtime, type ServiceContext } from "@/lib/services/context";
import type { LifecycleInput, LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import { isRetried } from "../activity-interceptor";

export type NotifyInput = LifecycleInput & { notificationId: string };

/** What lifecycles do in the world. Each verb is safe to repeat (its docstring says why) and answers with the next step. */
export function createLifecycleActivities(runtime: Runtime) {
  const act = (input: LifecycleInput): ServiceContext =>
    contextFor(runtime, input.tenantId, { kind: "system", label: "lifecycle" });
  /** What no repetition can mend ends what the step was for; it must not end the run, which would begin anew for ever. */
  const orHalt = async (
    step: Omit<FailedStep, "error">,
    ctx: ServiceContext,
    run: () => Promise<LifecycleStep>,
  ): Promise<LifecycleStep> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof AppError) || isRetried(error)) throw error;
      return haltLifecycle(ctx, { ...step, error });
    }
  };
  const verb =
    (activity: string, run: (ctx: ServiceContext, input: LifecycleInput) => Promise<LifecycleStep>) =>
    (input: LifecycleInput): Promise<LifecycleStep> => {
      const ctx = act(input);
      return orHalt({ activity, checkId: input.checkId }, ctx, () => run(ctx, input));
    };
  return {
    nextStep: verb("nextStep", nextStep),
    settleStartAnswer: verb("settleStartAnswer", settleStartAnswer),
    startUpstream: verb("startUpstream", startUpstream),
    pollUpstream: verb("pollUpstream", pollUpstream),
    cancelUpstream: verb("cancelUpstream", cancelUpstream),
    attemptNotification: async (input: NotifyInput): Promise<LifecycleStep> => {
      const ctx = act(input);
      const { checkId, notificationId } = input;
      return orHalt({ activity: "attemptNotification", checkId, notificationId }, ctx, () =>
        notifyMaxsight(ctx, { checkId, notificationId }),
      );
    },
  };
}

export type LifecycleActivities = ReturnType<typeof createLifecycleActivities>;
