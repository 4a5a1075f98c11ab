import { setTimeout as delay } from "node:timers/promises";
import { closeIdleConnections } from "@/lib/simulator/http-call";
import { inLanes } from "../rig/in-lanes";
import { Maxsight } from "../rig/maxsight";
import { maxsightCalls, type MaxsightCalls, type StartedCheck } from "../rig/maxsight-calls";
import { numberOptions } from "../rig/number-options";
import { openRig, type Rig } from "../rig/open-rig";
import { registerProvider } from "../rig/register-provider";
import { describeDrain, type Drain, summarizeDrain } from "./drain";

const OPTIONS = {
  checks: { value: 10_000, means: "notifications that pile up" },
  latency: { value: 150, means: "milliseconds that Maxsight takes for one" },
  down: { value: 10, means: "seconds that it stays away once everything is pending" },
  within: { value: 3600, means: "seconds until everything must be fetched" },
};
type Options = Record<keyof typeof OPTIONS, number>;

const LANES = 32;
const LOOK_EVERY_MS = 1000;
const say = (text: string): void => console.log(text);

/** The whole run; answers with the exit code. */
export async function runOutage(argv: string[]): Promise<number> {
  const options = numberOptions(argv, "npm run outage", OPTIONS);
  const drain: Drain = { started: new Map(), arrivals: [], fetched: new Set(), failures: [] };
  let calls: MaxsightCalls | undefined;
  const maxsight = new Maxsight({
    latencyMs: options.latency,
    onNotice: ({ reference, atMs }) => {
      drain.arrivals.push({ reference, atMs });
      const check = drain.started.get(reference);
      if (check !== undefined && calls !== undefined) void fetchOnce(calls, check, drain);
    },
  });
  await maxsight.start();
  const rig = await openRig({ say });
  try {
    const provider = await registerProvider(rig.api, {
      slug: "outage",
      template: { type: "ONE_TIME_CALLBACK" },
      connector: { kind: "demo" },
      apiBaseUrl: maxsight.url,
    });
    maxsight.trust(provider.signingKey);
    calls = maxsightCalls(provider, { isDemo: true });
    await maxsight.stop();
    await pileUp(rig, { options, calls, drain });
    await delay(options.down * 1000);
    say("Maxsight is back");
    const backAtMs = Date.now();
    await maxsight.start();
    await untilFetched(drain, { ...options, backAtMs });
    const summary = await summarizeDrain(rig.sql, { drain, maxsight, backAtMs });
    say(`\n${describeDrain(summary)}`);
    return summary.lost === 0 && drain.failures.length === 0 ? 0 : 1;
  } finally {
    await rig.close();
    await maxsight.stop();
    closeIdleConnections();
  }
}

/** Like Maxsight: the first notice of a check is answered with `complete`; later ones change nothing. */
async function fetchOnce(calls: MaxsightCalls, check: StartedCheck, drain: Drain): Promise<void> {
  if (drain.fetched.has(check.reference)) return;
  drain.fetched.add(check.reference);
  try {
    await calls.complete(check);
  } catch (error) {
    drain.failures.push(error instanceof Error ? error.message : String(error));
  }
}

async function pileUp(
  { sql }: Rig,
  { options, calls, drain }: { options: Options; calls: MaxsightCalls; drain: Drain },
): Promise<void> {
  const beganAtMs = Date.now();
  await inLanes({ count: options.checks, lanes: LANES }, async () => {
    const check = await calls.start();
    drain.started.set(check.reference, check);
    await calls.ready(check);
  });
  const perSecond = options.checks / ((Date.now() - beganAtMs) / 1000);
  say(`${options.checks} checks accepted and ready, ${perSecond.toFixed(0)} per second`);
  for (;;) {
    const [row] = await sql<{ pending: number }[]>`
      select count(*)::int as pending from notifications where fetched_at is null`;
    if ((row?.pending ?? 0) >= options.checks) break;
    await delay(LOOK_EVERY_MS);
  }
  const seconds = (Date.now() - beganAtMs) / 1000;
  say(`${options.checks} notifications pending after ${seconds.toFixed(0)} s; Maxsight is away`);
}

async function untilFetched(drain: Drain, options: Options & { backAtMs: number }): Promise<void> {
  const deadline = options.backAtMs + options.within * 1000;
  let saidAtMs = 0;
  while (drain.fetched.size < options.checks && Date.now() < deadline) {
    await delay(LOOK_EVERY_MS);
    if (Date.now() - saidAtMs < 30_000) continue;
    saidAtMs = Date.now();
    say(`  ${drain.fetched.size} fetched after ${((saidAtMs - options.backAtMs) / 1000).toFixed(0)} s`);
  }
  await delay(LOOK_EVERY_MS);
}
