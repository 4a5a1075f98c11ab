import { afterEach, beforeEach } from "vitest";
import {
  startReferenceIntegration,
  type ReferenceIntegration,
} from "@/lib/validation/testing/reference-integration";
import type { ReferenceOptions } from "@/lib/validation/testing/reference-options";
import { Receiver } from "../receiver";
import { simulateCheck, type SimulateOptions } from "../run-check";
import { describeStep } from "../trace";

/** A receiver for each test, and checks against the reference integration that it started. */
export function useSimulation() {
  const own = {} as { receiver: Receiver; integration: ReferenceIntegration };
  const steps: string[] = [];
  beforeEach(async () => {
    own.receiver = new Receiver();
    await own.receiver.start();
  });
  afterEach(async () => {
    await own.integration.stop();
    await own.receiver.stop();
  });
  return {
    /** What the last check did, a line for each step. */
    steps,
    receiver: () => own.receiver,
    start: async (options: ReferenceOptions): Promise<ReferenceIntegration> => {
      own.integration = await startReferenceIntegration({ maxsightUrl: () => own.receiver.url, ...options });
      return own.integration;
    },
    simulate: (options: Partial<SimulateOptions> = {}) => {
      steps.length = 0;
      const { receiver, integration } = own;
      return simulateCheck({
        baseUrl: integration.url,
        secret: integration.secret,
        demoResult: "ANY",
        receiver,
        timeScale: 0.01,
        callbackDeadlineMs: 2000,
        onStep: (step) => steps.push(describeStep(step)),
        ...options,
      });
    },
  };
}
