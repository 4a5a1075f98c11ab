import { awaitNotice } from "../await-notice";
import { warning } from "../findings";
import { inspectResult } from "../inspect-result";
import { resultRequest } from "../requests";
import type { Answered, Ending, Run } from "../run";
import { sayReady } from "../say-ready";
import { startAndLearnPair } from "../start-check";

/** PROTOCOL 7.3: start, ready, wait for the callback, then complete, once. */
export async function runCallback(run: Run): Promise<Ending> {
  const ended = (await startAndLearnPair(run)) ?? (await sayReady(run));
  if (ended !== null) return ended;
  if (run.setup.faults.earlyComplete) await completeTooEarly(run);
  run.enter("WAITING");
  const awaited = await awaitNotice(run, "callback");
  if (!awaited.ok) return awaited.ending;
  if (awaited.notice?.kind === "monitored_notify") {
    run.find("callbacks", [warning("7.3", "", "a one-time check was notified as a monitored one")]);
  }
  run.enter("FETCHING");
  const completed = await run.askForResult(completeCall(run));
  if (!completed.ok) return completed.ending;
  run.find("complete", inspectResult(completed.json, run.setup.integration.checkType));
  if (run.setup.faults.duplicateComplete) await completeAgain(run, completed.json);
  return run.ending(completed.json);
}

const completeCall = (run: Run) => ({
  operation: "complete",
  path: `checks/${run.setup.checkId}/complete`,
  body: resultRequest(run),
  timeoutMs: run.setup.integration.plan.callbackTimeoutMs,
});

async function completeTooEarly(run: Run): Promise<void> {
  run.note("fetching the result before the callback, as asked");
  await run.call(completeCall(run));
}

/** The same question gets the same answer (PROTOCOL 15). */
async function completeAgain(run: Run, first: Record<string, unknown>): Promise<void> {
  const again: Answered = await run.askForResult(completeCall(run));
  if (!again.ok || contentOf(again.json) !== contentOf(first)) {
    run.find("complete", [warning("15", "", "complete repeated gave another answer")]);
  }
}

const contentOf = (answer: Record<string, unknown>): string =>
  JSON.stringify([answer["check_output"], answer["result"], answer["errors"]]);
