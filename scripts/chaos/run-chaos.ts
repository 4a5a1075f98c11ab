import { setTimeout as delay } from "node:timers/promises";
import { Client, Connection } from "@temporalio/client";
import { closeIdleConnections } from "@/lib/simulator/http-call";
import { Receiver, type Arrival } from "@/lib/simulator/receiver";
import { openRig, type Rig } from "../rig/open-rig";
import { registerLifecycles } from "./definitions";
import { readSettledLedger } from "./ledger";
import { Load } from "./load";
import { type ChaosOptions, readChaosOptions } from "./options";
import { describeRun } from "./report";
import { planRounds, type RoundRecord, runRound } from "./rounds";
import { judgeRun } from "./verdict";
import { World } from "./world";

const say = (text: string): void => console.log(text);

/** The whole run; answers with the exit code. */
export async function runChaos(argv: string[]): Promise<number> {
  const options = readChaosOptions(argv);
  say(`${options.rounds} rounds, seed ${options.seed}, ${options.rate} checks per second`);
  const world = new World();
  const receiver = new Receiver();
  await world.start();
  await receiver.start();
  const rig = await openRig({ say });
  try {
    return await runRounds(rig, { options, world, receiver });
  } finally {
    await rig.close();
    await world.stop();
    await receiver.stop();
    closeIdleConnections();
  }
}

type Parts = { options: ChaosOptions; world: World; receiver: Receiver };

async function runRounds(rig: Rig, { options, world, receiver }: Parts): Promise<number> {
  const providers = await registerLifecycles(rig.api, {
    world,
    maxsightUrl: receiver.url,
    gatehouseUrl: rig.stack.url,
  });
  const arrivals: Arrival[] = [];
  receiver.onArrival((arrival) => arrivals.push(arrival));
  const load = new Load({ providers, world, receiver, seed: options.seed });
  load.start(options.rate);
  const rounds: RoundRecord[] = [];
  for (const [index, round] of planRounds(options).entries()) {
    const record = await runRound(rig.stack, round);
    rounds.push(record);
    const whole = (record.wholeAfterMs / 1000).toFixed(1);
    say(
      `round ${index + 1}: killed ${round.victims.join(" and ")}, whole after ${whole} s; ${load.records.length} checks so far, ${load.inFlight} under way`,
    );
  }
  say("no more kills; waiting for everything to end");
  const settlingSinceMs = Date.now();
  await load.finish(options.settleMs);
  say(`all checks ended ${((Date.now() - settlingSinceMs) / 1000).toFixed(1)} s after the last kill`);
  const openWorkflows = await countOpenWorkflows(rig, 30_000);
  const ledger = await readSettledLedger(rig.sql);
  const verdict = judgeRun({ records: load.records, world, arrivals, ledger, openWorkflows });
  say(`\n${describeRun(verdict, rounds)}`);
  return verdict.problems.length === 0 ? 0 : 1;
}

/** Lifecycles end a moment after their checks, and Temporal's list of them lags; so it is given `withinMs`. */
async function countOpenWorkflows({ stack }: Rig, withinMs: number): Promise<number> {
  const connection = await Connection.connect({ address: stack.engine.address });
  try {
    const client = new Client({ connection });
    const deadline = Date.now() + withinMs;
    for (;;) {
      const { count } = await client.workflow.count("ExecutionStatus = 'Running'");
      if (count === 0 || Date.now() > deadline) return count;
      await delay(1000);
    }
  } finally {
    await connection.close();
  }
}
