import { awaitNotice } from "../await-notice";
import { warning } from "../findings";
import { inspectResult } from "../inspect-result";
import { resultRequest } from "../requests";
import type { Answered, Ending, Run } from "../run";
import { sayReady } from "../say-ready";
import { startAndLearnPair } from "../start-check";

type Json = Record<string, unknown>;

const AFTER_EARLY_RESULT_MS = 3_000;

/** PROTOCOL 7.3: start, ready, wait for the callback, then complete, once. */
export async function runCallback(run: Run): Promise<Ending> {
  const ended = (await startAndLearnPair(run)) ?? (await sayReady(run));
  if (ended !== null) return ended;
  const early = run.setup.faults.earlyComplete ? await completeTooEarly(run) : null;
  run.enter("WAITING");
  const awaited = await awaitNotice(run, "callback", early === null ? undefined : AFTER_EARLY_RESULT_MS);
  if (!awaited.ok) return early === null || awaited.isStopped ? awaited.ending : withoutCallback(run, early);
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

/** The final result, when it was given although nobody had called back. */
async function completeTooEarly(run: Run): Promise<Json | null> {
  run.note("fetching the result before the callback, as asked");
  const answered = run.read(await run.call(completeCall(run)));
  return answered.ok && run.ending(answered.json).state === "completed" ? answered.json : null;
}

/** Whoever saw the result fetched may leave the callback out: no source says that it must not. */
function withoutCallback(run: Run, early: Json): Ending {
  run.find("complete", [
    ...inspectResult(early, run.setup.integration.checkType),
    warning("7.3", "", "no callback came after the result had been fetched early"),
  ]);
  return run.ending(early);
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
