import { nextStep, pollUpstream, settleStartAnswer, startUpstream } from "@/lib/services/checks";
import { contextFor, type Runtime, type ServiceContext } from "@/lib/services/context";
import { attemptNotification } from "@/lib/services/notifications";
import type { LifecycleInput, LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";

export type NotifyInput = LifecycleInput & { notificationId: string };

/** What lifecycles do in the world. Each verb is safe to repeat (its docstring says why) and answers with the next step. */
export function createLifecycleActivities(runtime: Runtime) {
  const act = (input: LifecycleInput): ServiceContext =>
    contextFor(runtime, input.tenantId, { kind: "system", label: "lifecycle" });
  return {
    nextStep: (input: LifecycleInput): Promise<LifecycleStep> => nextStep(act(input), input),
    settleStartAnswer: (input: LifecycleInput): Promise<LifecycleStep> =>
      settleStartAnswer(act(input), input),
    startUpstream: (input: LifecycleInput): Promise<LifecycleStep> => startUpstream(act(input), input),
    pollUpstream: (input: LifecycleInput): Promise<LifecycleStep> => pollUpstream(act(input), input),
    attemptNotification: async (input: NotifyInput): Promise<LifecycleStep> => {
      const ctx = act(input);
      await attemptNotification(ctx, { notificationId: input.notificationId, trigger: "auto" });
      return nextStep(ctx, input);
    },
  };
}

export type LifecycleActivities = ReturnType<typeof createLifecycleActivities>;
