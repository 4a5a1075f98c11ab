import { setTimeout as delay } from "node:timers/promises";
import { messageOf, StartError } from "../provision/start-error.mjs";
import { lastLines } from "./processes.mjs";

/**
 * Waits until `/api/health` says ok.
 * @param {{ url: string, timeoutMs: number, logFile: string, workerLogFile: string, isRunning: () => boolean, say: (message: string) => void }} options
 */
export async function waitUntilHealthy({ url, timeoutMs, logFile, workerLogFile, isRunning, say }) {
  const deadline = Date.now() + timeoutMs;
  let last = "no answer yet";
  while (Date.now() < deadline && isRunning()) {
    last = await askHealth(url);
    if (last === "ok") return;
    say(last);
    await delay(150);
  }
  const why = isRunning()
    ? `was not healthy after ${timeoutMs / 1000} s (${last})`
    : "ended while it started";
  throw new StartError(`The web process ${why}; read ${logFile} and ${workerLogFile}.`, {
    details: `web:\n${lastLines(logFile)}\n\nworker:\n${lastLines(workerLogFile, 8)}`,
  });
}

/** @param {string} url @returns {Promise<string>} "ok", or what is not */
async function askHealth(url) {
  try {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5000) });
    const body = await answer.json();
    if (answer.ok && body.status === "ok") return "ok";
    return `${body.status ?? answer.status}: ${JSON.stringify(body.checks ?? {})}`;
  } catch (error) {
    return messageOf(error);
  }
}
