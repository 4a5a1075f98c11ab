import { hasErrors, inspectPoll } from "../inspect-answer";
import { inspectResult } from "../inspect-result";
import { pollRequest } from "../requests";
import type { Ending, Run } from "../run";
import { startAndLearnPair } from "../start-check";

/** PROTOCOL 7.2: start, then poll until an answer is not pending, at most `max_polls` times. */
export async function runPolling(run: Run): Promise<Ending> {
  const ended = await startAndLearnPair(run);
  if (ended !== null) return ended;
  const { polling, requestTimeoutMs } = run.setup.integration.plan;
  run.enter("WAITING");
  let intervalMs = polling.initialIntervalMs;
  for (let poll = 1; poll <= polling.maxPolls; poll += 1) {
    await run.pause(intervalMs, `before poll ${poll} of at most ${polling.maxPolls}`);
    if (run.setup.signal?.aborted === true) break;
    intervalMs = polling.pollingIntervalMs;
    const path = `checks/${run.setup.checkId}/poll`;
    const body = pollRequest(run);
    const answered = await run.askForResult({
      operation: "poll",
      path,
      body,
      timeoutMs: requestTimeoutMs("poll"),
    });
    if (!answered.ok) return answered.ending;
    run.find("poll", inspectPoll(answered.json));
    // Final unless it says pending; errors end the check in any case (PROTOCOL 7.2).
    if (answered.json["pending"] !== true || hasErrors(answered.json)) {
      run.find("poll", inspectResult(answered.json, run.setup.integration.checkType));
      return run.ending(answered.json);
    }
  }
  return { state: "timed_out", reason: `still pending after ${polling.maxPolls} polls`, answer: null };
}
