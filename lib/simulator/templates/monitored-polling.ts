import { warning } from "../findings";
import { hasErrors, inspectEnvelope, inspectPoll } from "../inspect-answer";
import { inspectResult } from "../inspect-result";
import { isSuccess } from "../read-integration";
import { monitoredRequest } from "../requests";
import type { Ending, Run } from "../run";
import { runPolling } from "./one-time-polling";

/** PROTOCOL 7.6, legacy: polled as 7.2 until the first result, then asked for updates at intervals. */
export async function runMonitoredPolling(run: Run): Promise<Ending> {
  let ending = await runPolling(run);
  if (ending.state !== "completed" || ending.answer === null) return ending;
  run.updates.push(ending.answer);
  run.enter("DONE");
  if (run.setup.monitoring.updates < 2) return ending;
  await sayMonitoredReady(run);
  for (let taken = 1; taken < run.setup.monitoring.updates; taken += 1) {
    await run.pause(run.setup.integration.plan.updateIntervalMs, "before asking for an update");
    if (run.setup.signal?.aborted === true) return ending;
    ending = await takeUpdate(run);
    if (ending.state !== "completed") return ending;
  }
  return ending;
}

async function sayMonitoredReady(run: Run): Promise<void> {
  const timeoutMs = run.setup.integration.plan.requestTimeoutMs("ready");
  const call = await run.call({
    operation: "monitored_ready",
    path: "monitored_checks/ready",
    body: monitoredRequest(run),
    timeoutMs,
  });
  if (call.json !== null && isSuccess(call)) run.find("monitored_ready", inspectEnvelope(call.json));
  else
    run.find("monitored_ready", [
      warning("7.6", "", `monitored_checks/ready was answered ${call.status ?? "not at all"}`),
    ]);
}

async function takeUpdate(run: Run): Promise<Ending> {
  const timeoutMs = run.setup.integration.plan.requestTimeoutMs("poll");
  const answered = await run.askForResult({
    operation: "monitored_poll",
    path: "monitored_checks/poll",
    body: monitoredRequest(run),
    timeoutMs,
  });
  if (!answered.ok) return answered.ending;
  run.find("monitored_poll", inspectPoll(answered.json));
  // Nothing new is a good answer as well.
  if (answered.json["pending"] === true && !hasErrors(answered.json)) {
    return { state: "completed", reason: null, answer: answered.json };
  }
  run.find("monitored_poll", inspectResult(answered.json, run.setup.integration.checkType));
  run.updates.push(answered.json);
  run.enter("UPDATED");
  return run.ending(answered.json);
}
