import { setTimeout as delay } from "node:timers/promises";
import { crash } from "../../rig/crash";
import { quantile } from "../../rig/figures";
import { inLanes } from "../../rig/in-lanes";
import type { StartedCheck } from "../../rig/maxsight-calls";
import { numberOptions } from "../../rig/number-options";
import type { Rig } from "../../rig/open-rig";
import { untilCount } from "../../rig/until-count";
import { type DemoBench, withDemoProvider } from "../lifecycle/with-demo-provider";
import { type Footprint, readFootprint } from "./footprint";
import { describeFootprints, type Idle } from "./report";

const OPTIONS = {
  checks: { value: 20_000, means: "monitored checks that stay open" },
  idle: { value: 60, means: "seconds over which idle CPU is measured" },
  lanes: { value: 48, means: "checks opened at a time" },
};
type Options = Record<keyof typeof OPTIONS, number>;

/** Exchanges are written, caches are warm, the last lifecycle sleeps. */
const CALM_MS = 15_000;
const WOKEN = 200;
const say = (text: string): void => console.log(text);

type Bench = DemoBench & { opened: StartedCheck[] };

/** Opens the checks, then watches nothing happen. */
export async function runMonitoredBench(argv: string[]): Promise<void> {
  const options = numberOptions(argv, "npm run bench:monitored", OPTIONS);
  await withDemoProvider({ slug: "monitored", template: "MONITORED_CALLBACK", say }, (opened) =>
    measureAll({ ...opened, opened: [] }, options),
  );
}

async function measureAll(bench: Bench, options: Options): Promise<void> {
  const { rig } = bench;
  await openChecks(bench, { ...options, checks: 50 });
  const before = await watchIdle(rig, options.idle);
  const beganAtMs = Date.now();
  await openChecks(bench, options);
  const openedPerSecond = options.checks / ((Date.now() - beganAtMs) / 1000);
  const after = await watchIdle(rig, options.idle);
  say("starting the worker anew: what of its memory is only a cache?");
  await crash(rig.stack, "worker", 0);
  const fresh = await watchIdle(rig, options.idle);
  const wakeMs = await wakeSome(bench);
  say(`\n${describeFootprints({ checks: options.checks, before, after, fresh, openedPerSecond, wakeMs })}`);
}

/** Each is started, notified and fetched once; from then on it waits for its provider. */
async function openChecks({ rig, calls, board, opened }: Bench, { checks, lanes }: Options): Promise<void> {
  const first = opened.length;
  await inLanes({ count: checks, lanes }, async () => {
    const check = await calls.start();
    await calls.ready(check);
    if (!(await board.seen(check.reference, 600_000))) throw new Error("a check was not notified");
    await calls.getResult(check);
    opened.push(check);
    if (opened.length % 1000 === 0) say(`  ${opened.length} open`);
  });
  const of = rig.sql`checks where state = 'monitoring' and fetched_at is not null and engine_due_at is null`;
  await untilCount(rig.sql, { atLeast: first + checks, of });
}

async function watchIdle(rig: Rig, seconds: number): Promise<Idle> {
  await delay(CALM_MS);
  const from: Footprint = await readFootprint(rig);
  await delay(seconds * 1000);
  return { from, to: await readFootprint(rig) };
}

/** How long Maxsight waits when it asks for the result of a check whose lifecycle nobody holds in memory any more. */
async function wakeSome({ calls, opened }: Bench): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  await inLanes({ count: Math.min(WOKEN, opened.length), lanes: 4 }, async (index) => {
    const check = opened[index];
    if (check === undefined) return;
    const beganAtMs = performance.now();
    await calls.getResult(check);
    times.push(performance.now() - beganAtMs);
  });
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}
