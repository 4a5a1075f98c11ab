type Lane<Job> = { waiting: Job[]; running: number };

/**
 * Jobs of many lanes for few threads. The lane with the fewest jobs under way goes first, and among equals whose last job
 * ended longest ago: a lane with a thousand jobs delays another one's next job by one job, not by a thousand.
 */
export class FairQueue<Job> {
  // In the order of turns: whoever had one goes to the end.
  readonly #lanes = new Map<string, Lane<Job>>();

  /** How many jobs of this lane wait. */
  waiting(lane: string): number {
    return this.#lanes.get(lane)?.waiting.length ?? 0;
  }

  add(lane: string, job: Job): void {
    const found = this.#lanes.get(lane) ?? { waiting: [], running: 0 };
    this.#lanes.set(lane, found);
    found.waiting.push(job);
  }

  /** The next job, which counts as under way until `done`; null when none waits. */
  take(): { lane: string; job: Job } | null {
    let next: { name: string; lane: Lane<Job> } | null = null;
    for (const [name, lane] of this.#lanes) {
      const isBetter = next === null || lane.running < next.lane.running;
      if (lane.waiting.length > 0 && isBetter) next = { name, lane };
    }
    const job = next?.lane.waiting.shift();
    if (next === null || job === undefined) return null;
    next.lane.running += 1;
    return { lane: next.name, job };
  }

  done(name: string): void {
    const lane = this.#lanes.get(name);
    if (lane === undefined) return;
    lane.running -= 1;
    this.#lanes.delete(name);
    if (lane.waiting.length > 0 || lane.running > 0) this.#lanes.set(name, lane);
  }

  /** Takes a job out that nobody waits for any more. */
  remove(name: string, job: Job): void {
    const lane = this.#lanes.get(name);
    if (lane === undefined) return;
    lane.waiting = lane.waiting.filter((other) => other !== job);
    this.#forgetIdle(name, lane);
  }

  /** Empties the queue; what it held. */
  clear(): Job[] {
    const jobs = [...this.#lanes.values()].flatMap((lane) => lane.waiting.splice(0));
    for (const [name, lane] of this.#lanes) this.#forgetIdle(name, lane);
    return jobs;
  }

  #forgetIdle(name: string, lane: Lane<Job>): void {
    if (lane.waiting.length === 0 && lane.running === 0) this.#lanes.delete(name);
  }
}
