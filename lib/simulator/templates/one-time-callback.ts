import { inspectResult } from "../inspect-result";
import { resultRequest } from "../requests";
import type { Answered, Ending, Run } from "../run";
import { sayReady } from "../say-ready";
import { startAndLearnPair } from "../start-check";
import { warning } from "../findings";

/** PROTOCOL 7.3: start, ready, wait for the callback, then complete, once. */
export async function runCallback(run: Run): Promise<Ending> {
  const ended = (await startAndLearnPair(run)) ?? (await sayReady(run));
  if (ended !== null) return ended;
  if (run.setup.faults.earlyComplete) await completeTooEarly(run);
  run.enter("WAITING");
  const notice = await run.inbox?.next(run.setup.callbackDeadlineMs, run.setup.signal);
  if (notice === undefined || notice === null) return noCallback(run);
  if (notice.kind !== "callback")
    run.find("callbacks", [warning("7.3", "", "a one-time check was notified as a monitored one")]);
  run.merge(notice.customData);
  run.enter("FETCHING");
  const completed = await complete(run);
  if (!completed.ok) return completed.ending;
  run.find("complete", inspectResult(completed.json, run.setup.integration.checkType));
  if (run.setup.faults.duplicateComplete) await completeAgain(run, completed.json);
  return run.ending(completed.json);
}

function complete(run: Run): Promise<Answered> {
  const path = `checks/${run.setup.checkId}/complete`;
  const timeoutMs = run.setup.integration.plan.callbackTimeoutMs;
  return run.askForResult({ operation: "complete", path, body: resultRequest(run), timeoutMs });
}

async function completeTooEarly(run: Run): Promise<void> {
  run.note("fetching the result before the callback, as asked");
  const path = `checks/${run.setup.checkId}/complete`;
  const timeoutMs = run.setup.integration.plan.callbackTimeoutMs;
  await run.call({ operation: "complete", path, body: resultRequest(run), timeoutMs });
}

/** The same question gets the same answer (PROTOCOL 15). */
async function completeAgain(run: Run, first: Record<string, unknown>): Promise<void> {
  const again = await complete(run);
  const same =
    again.ok &&
    JSON.stringify([again.json["check_output"], again.json["result"]]) ===
      JSON.stringify([first["check_output"], first["result"]]);
  if (!same) run.find("complete", [warning("15", "", "complete repeated gave another answer")]);
}

function noCallback(run: Run): Ending {
  const reason =
    run.setup.signal?.aborted === true
      ? "stopped while waiting for the callback"
      : `no callback within ${Math.round(run.setup.callbackDeadlineMs / 1000)} s; the integration must know ${run.setup.receiver?.url ?? "this receiver"} as its Maxsight base URL`;
  return { state: "timed_out", reason, answer: null };
}
