import { env } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import type { CheckId, TenantId } from "@/lib/ids";
import { abandonCheck } from "@/lib/services/checks";
import { contextFor, type Runtime } from "@/lib/services/context";
import { resumeDueProvider } from "@/lib/services/providers";
import { retentionPolicyOf, sweepBrief, sweepExpired } from "@/lib/services/retention";
import { countCauses, reconcile } from "./reconcile";
import type { WorkerMetrics } from "./worker-metrics";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Housekeeping that only touches Postgres, so it runs here and not in Temporal: it must go on while that is away. */
type Chore = {
  name: string;
  everyMs: number;
  run: (runtime: Runtime, metrics: ChoreMetrics) => Promise<void>;
};
type ChoreMetrics = Pick<WorkerMetrics, "repaired" | "choreEnded">;

/** Each is safe to repeat and to run in several workers at once. */
const CHORES: readonly Chore[] = [
  {
    name: "payload partitions",
    everyMs: DAY_MS,
    run: async ({ db, log }) => {
      const [row] = await db.sql<{ made: number }[]>`select ensure_payload_partitions(12) as made`;
      if (row !== undefined && row.made > 0) log.info({ made: row.made }, "payload partitions made");
    },
  },
  {
    name: "reconcile",
    everyMs: MINUTE_MS,
    run: async (runtime, metrics) => {
      const repairs = await reconcile(runtime);
      if (repairs.length === 0) return;
      const causes = countCauses(repairs);
      metrics.repaired(causes);
      runtime.log.warn({ repaired: repairs.length, causes }, "what was overdue was mended");
    },
  },
  {
    // A synchronous check whose web process died mid-call has nobody left to answer; it must not look alive for ever.
    name: "abandoned checks",
    everyMs: MINUTE_MS,
    run: async (runtime, metrics) => {
      const found = await runtime.db.sql<{ tenantId: TenantId; checkId: CheckId }[]>`
        select tenant_id as "tenantId", check_id as "checkId" from system_abandoned_checks(interval '15 minutes', 100)`;
      for (const { tenantId, checkId } of found) {
        await abandonCheck(contextFor(runtime, tenantId, { kind: "system", label: "reconciler" }), {
          checkId,
        });
      }
      if (found.length === 0) return;
      metrics.repaired({ check_abandoned: found.length });
      runtime.log.warn({ ended: found.length }, "checks were abandoned by their process");
    },
  },
  {
    // A pause that set a time to resume ends by itself, through the verb, so that it is audited like any other.
    name: "resume providers",
    everyMs: MINUTE_MS,
    run: async (runtime) => {
      const due = await runtime.db.sql<{ tenantId: TenantId; slug: string }[]>`
        select tenant_id as "tenantId", slug from system_due_resumes(100)`;
      for (const { tenantId, slug } of due) {
        const ctx = contextFor(runtime, tenantId, { kind: "system", label: "automatic resume" });
        await resumeDueProvider(ctx, slug).then(
          (isResumed) => {
            if (isResumed) runtime.log.info({ provider: slug }, "a paused provider resumed by itself");
          },
          (error: unknown) =>
            runtime.log.warn({ provider: slug, reason: messageOf(error) }, "a provider stays paused"),
        );
      }
    },
  },
  {
    name: "retention",
    everyMs: DAY_MS,
    run: async (runtime) => {
      const policy = retentionPolicyOf(env());
      const report = await sweepExpired(runtime, { policy, isDryRun: false });
      runtime.log.info({ report }, "what was older than its retention is gone");
    },
  },
  {
    name: "brief rows",
    everyMs: HOUR_MS,
    run: async (runtime) => {
      const removed = await sweepBrief(runtime);
      if (removed > 0) runtime.log.info({ removed }, "finished counts and first answers are gone");
    },
  },
];

/** A failed chore is tried again after a minute at most, whatever its period. */
const RETRY_MS = MINUTE_MS;

/** Runs every chore now and then by the clock, until the returned function is called. */
export function startSchedules(runtime: Runtime, metrics: ChoreMetrics): () => void {
  const stops = CHORES.map((chore) => repeat(() => runChore(runtime, chore, metrics)));
  return () => stops.forEach((stop) => stop());
}

function repeat(run: () => Promise<number>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const turn = async (): Promise<void> => {
    const waitMs = await run();
    if (isStopped) return;
    timer = setTimeout(() => void turn(), waitMs);
    timer.unref();
  };
  void turn();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

async function runChore(runtime: Runtime, chore: Chore, metrics: ChoreMetrics): Promise<number> {
  try {
    await chore.run(runtime, metrics);
    metrics.choreEnded(chore.name, true);
    return chore.everyMs;
  } catch (error) {
    metrics.choreEnded(chore.name, false);
    runtime.log.error({ chore: chore.name, reason: messageOf(error) }, "a chore failed");
    return Math.min(chore.everyMs, RETRY_MS);
  }
}
