import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { buildInput } from "@/lib/simulator/build-input";
import { EXACT } from "@/lib/simulator/faults";
import type { Receiver } from "@/lib/simulator/receiver";
import { simulateCheck, type SimulationResult } from "@/lib/simulator/run-check";
import type { SimulatorStep } from "@/lib/simulator/trace";
import { patientTransport } from "../rig/patient-transport";
import type { RegisteredProvider } from "../rig/register-provider";
import { type CheckPlan, type Lifecycle, planCheck } from "./check-plan";
import type { World } from "./world";

/** One check as Maxsight sees it. */
export type CheckRecord = {
  plan: CheckPlan;
  checkId: string;
  startedAtMs: number;
  endedAtMs: number | null;
  result: SimulationResult | null;
  /** Calls that had to be made again because nothing, or a 5xx, came back. */
  repeats: string[];
};

export type LoadParts = {
  providers: ReadonlyMap<Lifecycle, RegisteredProvider>;
  world: World;
  receiver: Receiver;
  seed: number;
};

/** So many at a time: while Gatehouse is down, checks pile up here and not in the machine. */
const MAX_IN_FLIGHT = 80;
const DAY_MS = 86_400_000;

/** Begins checks of every lifecycle at an even rate and follows each to its end. */
export class Load {
  readonly records: CheckRecord[] = [];
  readonly #parts: LoadParts;
  readonly #giveUp = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #isStopped = false;
  #beginning: Promise<void> = Promise.resolve();

  constructor(parts: LoadParts) {
    this.#parts = parts;
  }

  get inFlight(): number {
    return this.#running.size;
  }

  start(ratePerSecond: number): void {
    this.#beginning = this.#begin(1000 / ratePerSecond);
  }

  /** No new checks; those under way may take `withinMs` to end, and are given up then. */
  async finish(withinMs: number): Promise<void> {
    this.#isStopped = true;
    await this.#beginning;
    const deadline = setTimeout(() => this.#giveUp.abort(), withinMs);
    await Promise.all(this.#running);
    clearTimeout(deadline);
  }

  async #begin(everyMs: number): Promise<void> {
    for (let number = 1; !this.#isStopped; number += 1) {
      if (this.#running.size < MAX_IN_FLIGHT) {
        const running = this.#follow(planCheck(this.#parts.seed, number));
        this.#running.add(running);
        void running.finally(() => this.#running.delete(running));
      } else number -= 1;
      await delay(everyMs);
    }
  }

  async #follow(plan: CheckPlan): Promise<void> {
    const record: CheckRecord = {
      plan,
      checkId: randomUUID(),
      startedAtMs: Date.now(),
      endedAtMs: null,
      result: null,
      repeats: [],
    };
    this.records.push(record);
    this.#parts.world.expect(plan);
    record.result = await this.#simulate(plan, record);
    record.endedAtMs = Date.now();
  }

  #simulate(plan: CheckPlan, record: CheckRecord): Promise<SimulationResult> {
    const provider = this.#parts.providers.get(plan.lifecycle);
    if (provider === undefined) throw new Error(`There is no provider for ${plan.lifecycle}.`);
    const { integration, signingKey, url, secret } = provider;
    return simulateCheck({
      baseUrl: url,
      secret,
      integration,
      receiver: this.#parts.receiver,
      checkId: record.checkId,
      checkInput: inputOf(provider, plan),
      demoResult: plan.lifecycle === "callback, demo" ? "ANY" : null,
      credentials: { api_token: "chaos" },
      callbackDeadlineMs: DAY_MS,
      monitoring: { updates: plan.results, cancel: true },
      faults: {
        ...EXACT,
        receiver: { failures: plan.failures, lostAcknowledgements: plan.lostAcknowledgements },
        duplicateReady: plan.isReadyDoubled,
        duplicateComplete: plan.isCompleteDoubled,
      },
      transport: patientTransport({
        signingKey,
        onRepeat: (call) => record.repeats.push(call.error?.code ?? String(call.status)),
      }),
      signal: this.#giveUp.signal,
      onStep: (step) => this.#watch(plan, step),
    });
  }

  #watch(plan: CheckPlan, step: SimulatorStep): void {
    if (step.kind !== "call" || step.call.operation !== "get_result" || step.call.status !== 200) return;
    this.#parts.world.fetched(plan.token);
  }
}

function inputOf({ integration }: RegisteredProvider, plan: CheckPlan): Record<string, unknown> {
  const input = buildInput(integration);
  const details = input["personal_details"] as Record<string, unknown>;
  const name = { family_name: plan.token, given_names: ["Ada"] };
  return { ...input, personal_details: { ...details, name } };
}
