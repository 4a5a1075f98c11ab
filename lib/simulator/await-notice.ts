import type { Notice } from "./inbox";
import type { Ending, Run } from "./run";

export type Awaited = { ok: true; notice: Notice | null } | { ok: false; ending: Ending; isStopped: boolean };

/**
 * Waits until the integration says that there is something to fetch. `notice` is null when it was not said and is fetched
 * all the same. `mostMs` shortens the deadline of the run.
 */
export async function awaitNotice(run: Run, kind: Notice["kind"], mostMs = Infinity): Promise<Awaited> {
  const waitMs = Math.min(mostMs, run.setup.callbackDeadlineMs);
  const notice = await run.inbox?.next(waitMs, run.setup.signal);
  if (notice !== undefined && notice !== null) {
    run.merge(notice.customData);
    return { ok: true, notice };
  }
  const stopped = run.setup.signal?.aborted === true;
  if (run.setup.fetchUnannounced && !stopped) {
    run.note(`no ${kind} came; fetching all the same`);
    return { ok: true, notice: null };
  }
  const seconds = Math.round(waitMs / 1000);
  const url = run.setup.receiver?.url ?? "this receiver";
  const reason = stopped
    ? `stopped while waiting for the ${kind}`
    : `no ${kind} within ${seconds} s; the integration must know ${url} as its Maxsight base URL`;
  return { ok: false, ending: { state: "timed_out", reason, answer: null }, isStopped: stopped };
}
