import { setTimeout as sleep } from "node:timers/promises";
import type { TenantId } from "@/lib/ids";
import { expireAudit } from "../audit";
import { contextFor, type Runtime } from "../context";
import type { RetentionPolicy } from "./policy";

/** Rows a statement looks at: tens of milliseconds, so that nobody waits behind it. */
const BATCH = 1_000;
const PAUSE_MS = 50;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** What went, or would go; `kept` is as old but a living check needs it. */
export type SweepCount = { removed: number; kept: number; bytes: number };
export type SweepReport = {
  bodies: SweepCount;
  images: SweepCount;
  attempts: SweepCount;
  exchanges: SweepCount;
  audit: { removed: number; tenants: number };
};

type Sweep = { last_id: string | null; seen: number; removed: number; removed_bytes: string };
type SweepStep = (afterId: string) => Promise<readonly Sweep[]>;
type SweepOptions = { policy: RetentionPolicy; isDryRun: boolean; batch?: number };

/**
 * Deletes what is older than the policy, in small batches with pauses, over all tenants. What a living check needs stays,
 * however old. With `isDryRun` it counts by the same rules and deletes nothing. Safe to repeat, to interrupt and to run in
 * several workers at once: each row goes once.
 */
export async function sweepExpired(runtime: Runtime, options: SweepOptions): Promise<SweepReport> {
  const { policy, isDryRun, batch = BATCH } = options;
  const { sql } = runtime.db;
  const before = (ageMs: number) => new Date(runtime.now().getTime() - ageMs).toISOString();
  const [bodies, images] = [before(policy.bodiesMs), before(policy.imagesMs)];
  const attempts = before(policy.attemptsMs);
  return {
    bodies: await walk(
      (after) => sql`select * from system_sweep_payloads(${bodies}, ${after}, ${batch}, ${isDryRun})`,
      options,
    ),
    images: await walk(
      (after) => sql`select * from system_sweep_images(${images}, ${after}, ${batch}, ${isDryRun})`,
      options,
    ),
    attempts: await walk(
      (after) => sql`select * from system_sweep_attempts(${attempts}, ${after}, ${batch}, ${isDryRun})`,
      options,
    ),
    exchanges: await walk(
      (after) => sql`select * from system_sweep_exchanges(${attempts}, ${after}, ${batch}, ${isDryRun})`,
      options,
    ),
    audit: await sweepAudit(runtime, options),
  };
}

async function walk(step: SweepStep, { isDryRun }: SweepOptions): Promise<SweepCount> {
  const count = { removed: 0, kept: 0, bytes: 0 };
  let after = FIRST_ID;
  for (;;) {
    // One after the other on purpose: this must never take the database from the checks.
    // oxlint-disable-next-line no-await-in-loop
    const [swept] = await step(after);
    if (swept === undefined || swept.last_id === null) return count;
    after = swept.last_id;
    count.removed += swept.removed;
    count.kept += swept.seen - swept.removed;
    count.bytes += Number(swept.removed_bytes);
    // oxlint-disable-next-line no-await-in-loop
    if (!isDryRun) await sleep(PAUSE_MS);
  }
}

async function sweepAudit(runtime: Runtime, options: SweepOptions): Promise<SweepReport["audit"]> {
  const cutoff = new Date(runtime.now().getTime() - options.policy.auditMs);
  const found = await runtime.db.sql<{ tenant_id: TenantId; rows: string }[]>`
    select tenant_id, rows from system_expired_audit(${cutoff.toISOString()})`;
  if (options.isDryRun) {
    return { removed: found.reduce((sum, { rows }) => sum + Number(rows), 0), tenants: found.length };
  }
  let removed = 0;
  for (const { tenant_id: tenantId } of found) {
    const ctx = contextFor(runtime, tenantId, { kind: "system", label: "retention" });
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop
      const gone = await expireAudit(ctx, { cutoff, batch: options.batch ?? BATCH });
      removed += gone;
      if (gone < (options.batch ?? BATCH)) break;
    }
  }
  return { removed, tenants: found.length };
}

/** Deletes what is of use for a day or less: over counts of failed sign-ins, first answers kept for Idempotency-Key. */
export async function sweepBrief(runtime: Runtime): Promise<number> {
  const [row] = await runtime.db.sql<{ removed: number }[]>`select system_sweep_brief(10000) as removed`;
  return row?.removed ?? 0;
}
