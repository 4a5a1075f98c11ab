import { quantile, table } from "../../rig/figures";
import { readUsage } from "../../rig/process-usage";
import { Bare } from "./bare";
import { type Cost, readCost } from "./cost";
import type { Bench } from "./with-demo-provider";

const REACH = 0.8;
const SETTLE_MS = 2000;
const WARM_UP_SECONDS = 2;

type Side = "bare" | "gatehouse";
/** `cpuMs`: what one check took of each process, in ms of one core. */
type Round = { perSecond: number; p50: number; cpuMs: Map<string, number> };
export type SteadyResult = { rounds: Record<Side, Round[]>; cost: Record<Side, Cost> };

/** Whole checks in a closed loop, both sides in turns, so that a drift of the machine hits both. */
export async function runSteady(
  bench: Bench,
  options: { rounds: number; seconds: number; lanes: number },
): Promise<SteadyResult> {
  const bare = new Bare(bench.rig.stack.engine.address);
  await bare.start();
  const pids = (): Record<string, number> => ({
    ...bench.rig.stack.pids(),
    "bare worker": bare.pid,
  });
  try {
    const sides: Record<Side, () => Promise<void>> = {
      bare: () => bare.run(),
      gatehouse: () => runCheck(bench),
    };
    const names = ["bare", "gatehouse"] as const;
    for (const name of names) await runFor(sides[name], { ...options, seconds: WARM_UP_SECONDS, pids: {} });
    const rounds: Record<Side, Round[]> = { bare: [], gatehouse: [] };
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const name of names) {
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
        const figures = await runFor(sides[name], { ...options, pids: pids() });
        rounds[name].push(figures);
        bench.say(`steady, round ${round}, ${name}: ${figures.perSecond.toFixed(1)} per second`);
      }
    }
    const { address } = bench.rig.stack.engine;
    return {
      rounds,
      cost: {
        bare: await readCost(address, "bareCheck"),
        gatehouse: await readCost(address, "callbackCheck"),
      },
    };
  } finally {
    await bare.stop();
  }
}

/** One check as Maxsight drives it: start, ready, notification, complete. */
async function runCheck({ calls, board }: Bench): Promise<void> {
  const check = await calls.start();
  await calls.ready(check);
  if (!(await board.seen(check.reference))) throw new Error("a check was not notified");
  await calls.complete(check);
}

async function runFor(
  work: () => Promise<void>,
  { seconds, lanes, pids }: { seconds: number; lanes: number; pids: Record<string, number> },
): Promise<Round> {
  const times: number[] = [];
  const before = readCpu(pids);
  const beganAtMs = performance.now();
  const endsAtMs = beganAtMs + seconds * 1000;
  const lane = async (): Promise<void> => {
    while (performance.now() < endsAtMs) {
      const startedAtMs = performance.now();
      await work();
      times.push(performance.now() - startedAtMs);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const perSecond = times.length / ((performance.now() - beganAtMs) / 1000);
  const after = readCpu(pids);
  const cpuMs = new Map(
    [...after].map(([name, seconds]) => [name, ((seconds - (before.get(name) ?? 0)) * 1000) / times.length]),
  );
  return { perSecond, p50: quantile(times, 0.5), cpuMs };
}

/** This process by itself: all others are its children. */
function readCpu(pids: Record<string, number>): Map<string, number> {
  const { user, system } = process.cpuUsage();
  const others = Object.entries(pids).map(([name, pid]) => [name, readUsage(pid).cpuSeconds] as const);
  return new Map([...others, ["bench", (user + system) / 1_000_000]]);
}

/** The figures and their ratio, and what one check costs the engine on each side. */
export function describeSteady({ rounds, cost }: SteadyResult): string {
  const rate = (side: Side): number =>
    quantile(
      rounds[side].map(({ perSecond }) => perSecond),
      0.5,
    );
  const p50 = (side: Side): string =>
    `${quantile(
      rounds[side].map((round) => round.p50),
      0.5,
    ).toFixed(0)} ms`;
  const row = (side: Side): (string | number)[] => [
    side,
    rate(side).toFixed(1),
    p50(side),
    cost[side].events,
    cost[side].workflowTasks,
    cost[side].activities,
    cost[side].localActivities,
    cost[side].signals,
    cost[side].updates,
  ];
  const header = [
    "steady",
    "checks/s",
    "p50",
    "events",
    "workflow tasks",
    "activities",
    "local",
    "signals",
    "updates",
  ];
  const ratio = (rate("gatehouse") / rate("bare")).toFixed(2);
  const sides = ["bare", "gatehouse"] as const;
  return [
    table(header, sides.map(row)),
    ...sides.map((side) => `CPU of one check, ${side}: ${describeCpu(rounds[side])}`),
    `ratio ${ratio} (to reach: ${REACH})`,
  ].join("\n");
}

function describeCpu(rounds: readonly Round[]): string {
  const names = [...(rounds[0]?.cpuMs.keys() ?? [])];
  const median = (name: string): number =>
    quantile(
      rounds.map(({ cpuMs }) => cpuMs.get(name) ?? 0),
      0.5,
    );
  return names.map((name) => `${name} ${median(name).toFixed(1)} ms`).join(", ");
}
