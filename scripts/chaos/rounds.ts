import { setTimeout as delay } from "node:timers/promises";
import { crash, type ProcessName, waitUntilWhole } from "../rig/crash";
import { Dice } from "../rig/dice";
import type { Rig } from "../rig/open-rig";

/** One kill, or two at nearly the same time. */
export type Round = { victims: ProcessName[]; afterMs: number; downMs: number; apartMs: number };

/** How a round went: from the first kill until health was good again. */
export type RoundRecord = Round & { wholeAfterMs: number };

const WHOLE_WITHIN_MS = 90_000;

/** Every victim is killed equally often, in an order and at moments that the seed chooses; one round in five kills two. */
export function planRounds(options: { seed: number; rounds: number; victims: ProcessName[] }): Round[] {
  const { rounds, victims } = options;
  const dice = new Dice(options.seed, 1_000_003);
  const order: ProcessName[] = [];
  while (order.length < rounds) order.push(...dice.shuffle(victims));
  return order.slice(0, rounds).map((victim) => {
    const others = victims.filter((name) => name !== victim);
    const second = dice.chance(0.2) ? others[dice.between(0, others.length - 1)] : undefined;
    return {
      victims: second === undefined ? [victim] : [victim, second],
      afterMs: dice.between(500, 4500),
      downMs: dice.between(0, 2500),
      apartMs: dice.between(0, 500),
    };
  });
}

/** Carries the round out and settles when Gatehouse is whole again. */
export async function runRound(stack: Rig["stack"], round: Round): Promise<RoundRecord> {
  await delay(round.afterMs);
  const killedAtMs = Date.now();
  await Promise.all(
    round.victims.map(async (name, index) => {
      await delay(index * round.apartMs);
      await crash(stack, name, round.downMs);
    }),
  );
  await waitUntilWhole(stack, WHOLE_WITHIN_MS);
  return { ...round, wholeAfterMs: Date.now() - killedAtMs };
}
