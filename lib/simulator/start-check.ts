import type { IntegrationCall } from "./client";
import { violation, warning } from "./findings";
import { hasErrors, inspectStart } from "./inspect-answer";
import { startRequest } from "./requests";
import type { Answered, Ending, Run } from "./run";

/** `POST /checks`, with the repetitions that the faults ask for. Never retried (PROTOCOL 15). */
export async function postStart(run: Run): Promise<Answered> {
  const timeoutMs = run.setup.integration.plan.requestTimeoutMs("start");
  const body = startRequest(run);
  run.enter("CREATED");
  const first = await run.call({ operation: "checks", path: "checks", body, timeoutMs });
  if (run.setup.faults.replay) {
    const again = await run.setup.client.replay(first, timeoutMs);
    run.note(`the same signed request again: ${again.status ?? "no answer"}`);
    compareStarts(run, first, again);
  }
  if (run.setup.faults.duplicateStart) {
    compareStarts(run, first, await run.call({ operation: "checks", path: "checks", body, timeoutMs }));
  }
  const answered = run.read(first);
  if (answered.ok) run.enter("STARTED");
  return answered;
}

/** The start of all templates but the synchronous one: the pair is learned, or the check is over. */
export async function startAndLearnPair(run: Run): Promise<Ending | null> {
  const started = await postStart(run);
  if (!started.ok) return started.ending;
  run.find("checks", inspectStart(started.json));
  // No ready and no callback follow errors (PROTOCOL 7.3).
  if (hasErrors(started.json)) return run.ending(started.json);
  const { provider_id: providerId, reference } = started.json;
  if (typeof providerId !== "string" || typeof reference !== "string") {
    return {
      state: "protocol_error",
      reason: "the start answer names no provider_id and reference",
      answer: started.json,
    };
  }
  run.pair = { providerId, reference };
  run.inbox = run.setup.receiver?.open(providerId, reference, run.setup.faults.receiver) ?? null;
  return null;
}

/** A repeated id is the same check and must not become a second one (PROTOCOL 15). */
function compareStarts(run: Run, first: IntegrationCall, second: IntegrationCall): void {
  const reference = first.json?.["reference"];
  if (second.json === null)
    run.find("checks", [warning("15", "", `a repeated start was answered ${second.status ?? "not at all"}`)]);
  else if (reference !== second.json["reference"]) {
    run.find("checks", [violation("15", "/reference", "a repeated start made a second check")]);
  }
}
