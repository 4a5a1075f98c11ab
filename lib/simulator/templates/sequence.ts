import type { Ending, Run } from "../run";
import { runMonitored } from "./monitored-callback";
import { runMonitoredPolling } from "./monitored-polling";
import { runCallback } from "./one-time-callback";
import { runPolling } from "./one-time-polling";
import { runSynchronous } from "./one-time-synchronous";

/** The sequence of PROTOCOL 7 that the integration's template asks for. */
export async function runSequence(run: Run): Promise<Ending> {
  const { type } = run.setup.integration.plan;
  switch (type) {
    case "ONE_TIME_SYNCHRONOUS":
      return runSynchronous(run);
    case "ONE_TIME_POLLING":
      return runPolling(run);
    case "MONITORED_POLLING":
      return runMonitoredPolling(run);
    case "ONE_TIME_CALLBACK":
      return runCallback(run);
    case "MONITORED_CALLBACK":
      return runMonitored(run);
    default:
      return {
        state: "protocol_error",
        reason: `the check template "${type}" is not one of the protocol`,
        answer: null,
      };
  }
}
