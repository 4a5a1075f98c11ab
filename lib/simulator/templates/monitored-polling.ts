import { isDeepStrictEqual } from "node:util";
import { warning } from "../findings";
import { hasErrors, inspectEnvelope, inspectPoll } from "../inspect-answer";
import { inspectResult } from "../inspect-result";
import { isSuccess } from "../read-integration";
import { monitoredRequest } from "../requests";
import type { Ending, Run } from "../run";
import { runPolling } from "./one-time-polling";

/**
 * PROTOCOL 7.6, legacy: polled as 7.2 until the first result, then asked at intervals. Such an answer names no update, so
 * one that repeats what was taken last is nothing new. What is new must come within the deadline of a callback, too.
 */
export async function runMonitoredPolling(run: Run): Promise<Ending> {
  let ending = await runPolling(run);
  if (ending.state !== "completed" || ending.answer === null) return ending;
  run.updates.push(ending.answer);
  run.enter("DONE");
  const { updates } = run.setup.monitoring;
  if (updates < 2) return ending;
  await sayMonitoredReady(run);
  while (run.updates.length < updates) {
    const next = await awaitUpdate(run);
    // Being told to stop watching is no failure once there is a result.
    if (next === "stopped") return ending;
    ending = next.answer === null ? { ...next, answer: ending.answer } : next;
    if (ending.state !== "completed") return ending;
  }
  return ending;
}

async function awaitUpdate(run: Run): Promise<Ending | "stopped"> {
  const { callbackDeadlineMs, integration, signal, now } = run.setup;
  const giveUpAtMs = now() + callbackDeadlineMs;
  do {
    await run.pause(integration.plan.updateIntervalMs, "before asking for an update");
    if (signal?.aborted === true) return "stopped";
    const ending = await askForUpdate(run);
    if (ending !== "nothing new") return ending;
  } while (now() < giveUpAtMs);
  const seconds = Math.round(callbackDeadlineMs / 1000);
  return { state: "timed_out", reason: `nothing new within ${seconds} s`, answer: null };
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

async function askForUpdate(run: Run): Promise<Ending | "nothing new"> {
  const timeoutMs = run.setup.integration.plan.requestTimeoutMs("poll");
  const answered = await run.askForResult({
    operation: "monitored_poll",
    path: "monitored_checks/poll",
    body: monitoredRequest(run),
    timeoutMs,
  });
  if (!answered.ok) return answered.ending;
  const { json } = answered;
  run.find("monitored_poll", inspectPoll(json));
  if (json["pending"] === true && !hasErrors(json)) return "nothing new";
  run.find("monitored_poll", inspectResult(json, run.setup.integration.checkType));
  if (isDeepStrictEqual(json, run.updates.at(-1))) return "nothing new";
  run.updates.push(json);
  run.enter("UPDATED");
  return run.ending(json);
}
