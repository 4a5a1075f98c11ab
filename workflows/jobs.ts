import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "@/lib/errors";
import type { TenantId } from "@/lib/ids";
import { contextFor, type Runtime, type ServiceContext } from "@/lib/services/context";
import { HostPacer, JOB_KINDS, renewLease, runJob } from "@/lib/services/jobs";

const LOOK_EVERY_MS = 1000;
/** Jobs one worker has under way at a time; each has its own lanes, all jobs of all workers share the pace towards a host. */
const CONCURRENCY = 4;
/** Long enough for a slow call (15 s) between renewals; after it a dead worker's job goes to another one. */
const LEASE_MS = 30_000;
const RENEW_EVERY_MS = 10_000;

type DueJob = { tenant_id: TenantId; job_id: string };

/**
 * Works through bulk jobs. What is due and how far it has come is in Postgres, and Temporal is not needed: this loop may
 * die anywhere and another worker goes on with what is pending.
 */
export class JobRunner {
  readonly #runtime: Runtime;
  readonly #pacer: HostPacer;
  readonly #stopping = new AbortController();
  readonly #underWay = new Map<string, Promise<void>>();
  #running: Promise<void> = Promise.resolve();
  #failures = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#pacer = new HostPacer(runtime.db);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Resolves when the items under way are done; their jobs stay due. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await Promise.all(this.#underWay.values());
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      for (const due of await this.#claim()) this.#take(due);
      const ms = LOOK_EVERY_MS * 2 ** Math.min(this.#failures, 3);
      await delay(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {});
    }
  }

  async #claim(): Promise<DueJob[]> {
    const free = CONCURRENCY - this.#underWay.size;
    if (free === 0) return [];
    try {
      const due = await this.#runtime.db.sql<DueJob[]>`
        select tenant_id, job_id
        from system_claim_jobs_of(${[...JOB_KINDS]}::text[], ${free}::int, ${LEASE_MS}::int * interval '1 millisecond')`;
      this.#failures = 0;
      return [...due];
    } catch (error) {
      if (this.#failures === 0)
        this.#runtime.log.error({ reason: messageOf(error) }, "cannot claim due jobs");
      this.#failures += 1;
      return [];
    }
  }

  #take({ tenant_id: tenantId, job_id: jobId }: DueJob): void {
    // Paused and resumed before this worker noticed: it is at it already.
    if (this.#underWay.has(jobId)) return;
    const ctx = contextFor(this.#runtime, tenantId, { kind: "system", label: "job" });
    const work = this.#work(ctx, jobId);
    this.#underWay.set(jobId, work);
    void work.finally(() => this.#underWay.delete(jobId));
  }

  /** Never throws: what failed for a passing reason is due again when its lease ends. */
  async #work(ctx: ServiceContext, jobId: string): Promise<void> {
    const lease = { jobId, leaseMs: LEASE_MS };
    const renewal = setInterval(() => {
      renewLease(ctx, lease).catch((error: unknown) =>
        ctx.log.warn({ jobId, reason: messageOf(error) }, "the lease of a job could not be renewed"),
      );
    }, RENEW_EVERY_MS);
    renewal.unref();
    try {
      const job = await runJob(ctx, { ...lease, pacer: this.#pacer, signal: this.#stopping.signal });
      if (job === null) return;
      const { total, succeeded, failed, skipped } = job;
      ctx.log.info({ jobId, kind: job.kind, total, succeeded, failed, skipped }, "a job is through");
    } catch (error) {
      ctx.log.error({ jobId, reason: messageOf(error) }, "a job was interrupted; it goes on later");
    } finally {
      clearInterval(renewal);
    }
  }
}
