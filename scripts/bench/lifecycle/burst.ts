import { spawn } from "node:child_process";
import { inLanes } from "../../rig/in-lanes";
import type { StartedCheck } from "../../rig/maxsight-calls";
import type { Bench } from "./with-demo-provider";

const REACH = 500;
const CONNECTIONS = 32;

export type BurstResult = {
  checks: number;
  acceptedPerSecond: number;
  p50: number;
  p99: number;
  wrong: number;
  allFetchedAfterMs: number;
  lost: number;
};

type Accepted = {
  acceptedPerSecond: number;
  p50: number;
  p99: number;
  wrong: number;
  started: [string, string][];
};

/**
 * Posts checks as fast as they are taken, from a process of its own, while the engine works on those that are in; then
 * says ready for each and fetches it when its notification comes.
 */
export async function runBurst(bench: Bench, checks: number): Promise<BurstResult> {
  const { calls, board, say } = bench;
  const beganAtMs = Date.now();
  say(`burst: ${checks} checks on ${CONNECTIONS} connections`);
  const { started, ...figures } = await postAll(bench, checks);
  say(`burst: accepted ${figures.acceptedPerSecond.toFixed(0)} per second; following them to their end`);
  let lost = checks - started.length;
  const follow = async (check: StartedCheck): Promise<void> => {
    await calls.ready(check);
    const isNotified = await board.seen(check.reference, 900_000);
    if (isNotified) await calls.complete(check);
    else lost += 1;
  };
  await inLanes({ count: started.length, lanes: 64 }, async (index) => {
    const [checkId = "", reference = ""] = started[index] ?? [];
    await follow({ checkId, reference });
  });
  return { checks, ...figures, allFetchedAfterMs: Date.now() - beganAtMs, lost };
}

function postAll({ provider }: Bench, checks: number): Promise<Accepted> {
  const plan = { url: provider.url, secret: provider.secret, checks, connections: CONNECTIONS };
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/bench/lifecycle/post-checks.ts"], {
    env: { ...process.env, BENCH_PLAN: JSON.stringify(plan) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0
        ? resolve(JSON.parse(text) as Accepted)
        : reject(new Error(`post-checks.ts ended with ${code}`)),
    );
  });
}

/** The figures as sentences. */
export function describeBurst(burst: BurstResult): string {
  const seconds = burst.allFetchedAfterMs / 1000;
  return [
    `burst of ${burst.checks} callback checks`,
    `  accepted ${burst.acceptedPerSecond.toFixed(0)} per second (to reach: ${REACH}), p50 ${burst.p50.toFixed(1)} ms, p99 ${burst.p99.toFixed(1)} ms, wrong answers ${burst.wrong}`,
    `  all fetched after ${seconds.toFixed(0)} s (${(burst.checks / seconds).toFixed(0)} whole checks per second), lost ${burst.lost}`,
  ].join("\n");
}
