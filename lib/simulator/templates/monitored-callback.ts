import { awaitNotice } from "../await-notice";
import { violation, warning } from "../findings";
import type { Notice } from "../inbox";
import { hasErrors, inspectEnvelope, inspectUpdate } from "../inspect-answer";
import { inspectResult } from "../inspect-result";
import { cancelRequest, resultRequest } from "../requests";
import type { Ending, Run } from "../run";
import { sayReady } from "../say-ready";
import { startAndLearnPair } from "../start-check";

/** How long after cancelling a stray notify is looked for. */
const AFTER_CANCEL_MS = 2000;

/** PROTOCOL 7.4: start, ready, then one `get_result` for every notify, until monitoring is cancelled. */
export async function runMonitored(run: Run): Promise<Ending> {
  const ended = (await startAndLearnPair(run)) ?? (await sayReady(run));
  if (ended !== null) return ended;
  run.enter("WAITING");
  const ending = await takeUpdates(run);
  if (run.setup.monitoring.cancel && !run.setup.faults.cancelInFlight) await cancelMonitoring(run);
  return ending;
}

async function takeUpdates(run: Run): Promise<Ending> {
  const { updates } = run.setup.monitoring;
  let ending: Ending = { state: "completed", reason: "no update was asked for", answer: null };
  for (let taken = 0; taken < updates; taken += 1) {
    const awaited = await awaitNotice(run, "monitored_notify");
    if (!awaited.ok) {
      // Being told to stop watching is no failure once there is a result.
      const stopped = taken > 0 && run.setup.signal?.aborted === true;
      return stopped ? ending : { ...awaited.ending, answer: ending.answer };
    }
    if (run.setup.faults.cancelInFlight) return cancelBeforeFetching(run);
    ending = await takeUpdate(run, awaited.notice);
    if (ending.state !== "completed") return ending;
    run.enter(taken === 0 ? "DONE" : "UPDATED");
  }
  return ending;
}

async function takeUpdate(run: Run, notice: Notice | null): Promise<Ending> {
  if (notice?.kind === "callback") {
    run.find("callbacks", [warning("7.4", "", "a monitored check is notified through monitored_notify")]);
  }
  run.enter("FETCHING");
  const answered = await run.askForResult({
    operation: "get_result",
    path: `checks/${run.setup.checkId}/get_result`,
    body: resultRequest(run),
    timeoutMs: run.setup.integration.plan.callbackTimeoutMs,
  });
  if (!answered.ok) return answered.ending;
  if (!hasErrors(answered.json))
    run.find("get_result", inspectUpdate(answered.json, notice?.updateId ?? null));
  run.find("get_result", inspectResult(answered.json, run.setup.integration.checkType));
  run.updates.push(answered.json);
  return run.ending(answered.json);
}

async function cancelMonitoring(run: Run): Promise<void> {
  const timeoutMs = run.setup.integration.plan.requestTimeoutMs("complete");
  const call = await run.call({
    operation: "cancel_checks",
    path: "cancel_checks",
    body: cancelRequest(run),
    timeoutMs,
  });
  if (call.json === null || call.status === null || call.status >= 300) {
    run.find("cancel_checks", [
      violation("10.6", "", `cancel_checks was answered ${call.status ?? "not at all"}`),
    ]);
    return;
  }
  run.find("cancel_checks", inspectEnvelope(call.json));
  run.enter("CANCELLED");
}

/** After cancelling nothing more may be notified (PROTOCOL 7.4). */
async function cancelBeforeFetching(run: Run): Promise<Ending> {
  run.note("cancelling before the result is fetched, as asked");
  await cancelMonitoring(run);
  const stray = await run.inbox?.next(AFTER_CANCEL_MS * run.setup.timeScale, run.setup.signal);
  if (stray !== undefined && stray !== null) {
    run.find("monitored_notify", [
      violation("7.4", "", "an update was notified after the check was cancelled"),
    ]);
  }
  return { state: "completed", reason: "cancelled before its result was fetched", answer: null };
}
