import { inspectResult } from "../inspect-result";
import type { Ending, Run } from "../run";
import { postStart } from "../start-check";

/** PROTOCOL 7.1: the answer to `/checks` is the result. */
export async function runSynchronous(run: Run): Promise<Ending> {
  const started = await postStart(run);
  if (!started.ok) return started.ending;
  run.find("checks", inspectResult(started.json, run.setup.integration.checkType));
  return run.ending(started.json);
}
