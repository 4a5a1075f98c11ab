import type { Arrival } from "@/lib/simulator/receiver";
import { type Explanation, explainDuplicates } from "./explain-duplicates";
import { type Judgement, judgeCheck } from "./judge-check";
import type { Ledger } from "./ledger";
import type { CheckRecord } from "./load";
import type { World } from "./world";

export type Judged = { record: CheckRecord; judgement: Judgement };

/** Everything a run is judged by. Only `problems` fail it. */
export type ChaosVerdict = {
  judged: Judged[];
  duplicates: Explanation[];
  /** Start calls that a provider took more than once, all with the same idempotency key. */
  repeatedStarts: number;
  /** Sentences about what must not be. */
  problems: string[];
  /** Sentences about what is worth knowing. */
  notes: string[];
};

/** What is left once nothing more is to be done. `openWorkflows` counts lifecycles that Temporal still runs. */
export type Evidence = {
  records: readonly CheckRecord[];
  world: World;
  arrivals: readonly Arrival[];
  ledger: Ledger;
  openWorkflows: number;
};

/** Compares the three sides of every check: Maxsight's, the provider's and the ledger. Pure. */
export function judgeRun(evidence: Evidence): ChaosVerdict {
  const { records, world, arrivals, ledger } = evidence;
  const rows = new Map(ledger.checks.map((row) => [row.maxsight_id, row]));
  const judged = records.map((record) => ({
    record,
    judgement: judgeCheck(record, rows.get(record.checkId), world.find(record.plan.token)),
  }));
  const duplicates = explainDuplicates(arrivals, ledger.notifications);
  const upstream = records.flatMap(({ plan }) => world.find(plan.token) ?? []);
  return {
    judged,
    duplicates,
    repeatedStarts: upstream.reduce((sum, { starts }) => sum + starts - 1, 0),
    problems: [
      ...checkProblems(judged),
      ...duplicateProblems(duplicates),
      ...leftOvers(evidence),
      ...eventProblems(world, ledger),
    ],
    notes: notesOn(evidence),
  };
}

function checkProblems(judged: readonly Judged[]): string[] {
  return judged
    .filter(({ judgement }) => ["lost", "stuck", "wrong"].includes(judgement.verdict))
    .map(
      ({ record, judgement }) =>
        `${judgement.verdict}: ${record.plan.lifecycle}, check ${record.checkId} (${record.plan.token}): ${judgement.reason}`,
    );
}

function duplicateProblems(duplicates: readonly Explanation[]): string[] {
  const unexplained = duplicates.filter((explanation) => explanation === "not explained").length;
  return unexplained === 0 ? [] : [`${unexplained} repeated notifications are not explained by an attempt`];
}

/** What still moves, or still waits, when every check has ended. */
function leftOvers({ ledger, openWorkflows }: Evidence): string[] {
  const ended = ["finished", "cancelled", "expired"];
  const counts = {
    "rows of checks that have not ended": ledger.checks.filter(
      (row) => !ended.includes(row.state) && !isRefused(row) && !row.is_abandoned,
    ).length,
    "ended checks still due to the engine": ledger.checks.filter((row) => row.is_due).length,
    "notifications still due": ledger.notifications.filter((row) => row.is_due).length,
    "attempts without an end": ledger.notifications.filter((row) => row.attempts.some((one) => one.is_open))
      .length,
    "lifecycles still running in Temporal": openWorkflows,
  };
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]));
}

/** Errors of the start went out in the start answer; Maxsight asks for nothing more. */
const isRefused = ({ state, error_type: error, is_ready: isReady }: Ledger["checks"][number]): boolean =>
  state === "result_ready" && error !== null && !isReady;

/** A webhook that was answered with 2xx is Gatehouse's to keep, and to read. */
function eventProblems(world: World, ledger: Ledger): string[] {
  const stored = new Map(ledger.events.map((event) => [`${event.slug} ${event.event_id}`, event.state]));
  const missing = world.acknowledged.filter(({ slug, eventId }) => !stored.has(`${slug} ${eventId}`)).length;
  const unread = ledger.events.filter(({ state }) => state === "received" || state === "unmatched").length;
  return [
    ...(missing === 0 ? [] : [`${missing} acknowledged webhooks are not stored`]),
    ...(unread === 0 ? [] : [`${unread} webhooks were never read`]),
  ];
}

function notesOn({ records, world, ledger }: Evidence): string[] {
  const repeats = records.reduce((sum, record) => sum + record.repeats.length, 0);
  const untold = records.filter(({ plan, result }) => {
    const check = world.find(plan.token);
    const isCancelled = plan.lifecycle.startsWith("monitored") && result?.state === "completed";
    return isCancelled && check !== undefined && !check.isCancelled;
  }).length;
  return [
    `${repeats} calls of Maxsight were made again because nothing or a 5xx came back`,
    `${ledger.interruptedAttempts} attempts to notify were interrupted and made again`,
    `${ledger.checks.filter((row) => row.is_abandoned).length} synchronous checks of killed processes are yet to be ended (after 15 minutes)`,
    `${untold} cancelled monitored checks of which the provider was not told`,
  ];
}
