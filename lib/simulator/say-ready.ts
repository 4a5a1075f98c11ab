import { warning } from "./findings";
import { hasErrors, inspectEnvelope } from "./inspect-answer";
import { isSuccess, problemOf } from "./read-integration";
import { readyRequest } from "./requests";
import type { Ending, Run } from "./run";

/** Five retries; nobody documents the real numbers (PROTOCOL 7.3). */
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 16_000];

/**
 * Tells the integration that callbacks are welcome. Errors in the answer mean "not yet": asked again. A
 * deployed reference integration has no such route, so 404 and 405 are put up with (PROTOCOL 7.3).
 */
export async function sayReady(run: Run): Promise<Ending | null> {
  const { faults } = run.setup;
  if (faults.skipReady) {
    run.note("ready is never said, as asked");
    return null;
  }
  if (faults.lateReadyMs > 0) await run.pause(faults.lateReadyMs, "before a late ready");
  const ending = await readyWithRetries(run);
  if (ending === null && faults.duplicateReady) await postReady(run);
  if (ending === null) run.enter("READY");
  return ending;
}

async function readyWithRetries(run: Run): Promise<Ending | null> {
  let attempt = await postReady(run);
  for (const delayMs of RETRY_DELAYS_MS) {
    if (attempt.done || !attempt.again || run.setup.signal?.aborted === true) break;
    await run.pause(delayMs, "before ready is said again");
    attempt = await postReady(run);
  }
  return attempt.done ? null : attempt.ending;
}

type Attempt = { done: true } | { done: false; again: boolean; ending: Ending };

async function postReady(run: Run): Promise<Attempt> {
  const timeoutMs = run.setup.integration.plan.requestTimeoutMs("ready");
  const path = `checks/${run.setup.checkId}/ready`;
  const call = await run.call({ operation: "ready", path, body: readyRequest(run), timeoutMs });
  if (call.status === 404 || call.status === 405) {
    run.find("ready", [warning("7.3", "", `ready answered ${call.status}; it was taken as not implemented`)]);
    return { done: true };
  }
  if (!isSuccess(call)) {
    const again = call.error !== null || (call.status ?? 0) >= 500;
    return { done: false, again, ending: { ...run.unusable(call), reason: problemOf(call) } };
  }
  // No content is documented as enough (PROTOCOL 10.3).
  if (call.json === null) return { done: true };
  run.find("ready", inspectEnvelope(call.json));
  run.merge(call.json["custom_data"]);
  if (!hasErrors(call.json)) return { done: true };
  return { done: false, again: true, ending: run.ending(call.json) };
}
