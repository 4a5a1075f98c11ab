import { eq, inArray, and, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { jobItems, type JobKind, jobs } from "@/lib/db/schema";
import { ConflictError, InvalidInputError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { recordAudit } from "../audit";
import type { ServiceContext } from "../context";
import { type Job, type StoredFilter, toJob } from "./job-row";
import { LONGEST_WAIT_MS, MAX_JOB_ITEMS } from "./schemas";

type Freezing = {
  kind: JobKind;
  reason: string;
  stored: StoredFilter;
  /** `select <created_at> as at, <id> as id from … where …`, without order or limit. */
  found: SQL;
  confirmedTotal: number | undefined;
  ratePerSecond: number;
  /** When it may begin; at once when left out. */
  startsAt: Date | undefined;
};

/**
 * Makes a job whose items are fixed from now on, oldest first, with its audit row; all in the caller's transaction.
 * The same action twice (a double click) is refused while the first is still at work.
 */
export async function freezeJob(tx: Tx, ctx: ServiceContext, input: Freezing): Promise<Job> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`jobs/${ctx.tenantId}`}))`);
  await refuseTwin(tx, ctx, input);
  const now = ctx.now();
  const startsAt = requireSoon(now, input.startsAt);
  const [row] = await tx
    .insert(jobs)
    .values({
      id: newId(now.getTime()),
      tenantId: ctx.tenantId,
      kind: input.kind,
      state: "ready",
      filter: input.stored,
      reason: input.reason,
      ...actorColumns(ctx),
      total: 0,
      ratePerSecond: input.ratePerSecond,
      dueAt: startsAt,
      createdAt: now,
    })
    .returning();
  if (row === undefined) throw new ConflictError("The job could not be made.");
  const total = await freezeItems(tx, ctx, { jobId: row.id, found: input.found });
  requireSize(total, input.confirmedTotal);
  await tx.update(jobs).set({ total }).where(eq(jobs.id, row.id));
  await recordAudit(tx, ctx, {
    action: "job.created",
    targetKind: "job",
    targetId: row.id,
    reason: input.reason,
    details: {
      kind: input.kind,
      total,
      ...input.stored,
      ...(startsAt > now ? { starts_at: startsAt.toISOString() } : {}),
    },
  });
  return toJob({ ...row, total });
}

function requireSoon(now: Date, startsAt: Date = now): Date {
  if (startsAt.getTime() - now.getTime() <= LONGEST_WAIT_MS) return startsAt > now ? startsAt : now;
  throw new InvalidInputError("A job begins within the next seven days.", [
    { path: "/starts_at", message: "must be within the next seven days" },
  ]);
}

async function refuseTwin(tx: Tx, ctx: ServiceContext, input: Freezing): Promise<void> {
  const [twin] = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.tenantId, ctx.tenantId),
        eq(jobs.kind, input.kind),
        inArray(jobs.state, ["ready", "running", "paused"]),
        sql`${jobs.filter} = ${JSON.stringify(input.stored)}::jsonb`,
      ),
    )
    .limit(1);
  if (twin === undefined) return;
  throw new ConflictError(
    "A job with this very filter is not through yet. Wait for it, or cancel it first.",
    {
      details: { jobId: twin.id },
    },
  );
}

function actorColumns({ actor }: ServiceContext) {
  const actorKind = actor.kind === "maxsight" ? ("system" as const) : actor.kind;
  return { actorKind, actorLabel: actor.label };
}

async function freezeItems(
  tx: Tx,
  ctx: ServiceContext,
  { jobId, found }: { jobId: string; found: SQL },
): Promise<number> {
  const [frozen] = await tx.execute<{ total: number }>(sql`
    with frozen as (
      insert into ${jobItems} (tenant_id, job_id, position, target_id)
      select ${ctx.tenantId}::uuid, ${jobId}::uuid, row_number() over (order by at, id), id
      from (${found} order by 1, 2 limit ${MAX_JOB_ITEMS + 1}) found
      returning 1)
    select count(*)::int as total from frozen`);
  return frozen?.total ?? 0;
}

function requireSize(total: number, confirmed: number | undefined): void {
  if (total === 0) {
    throw new InvalidInputError("There is nothing to do: the filter finds nothing.", [
      { path: "/filter", message: "finds nothing" },
    ]);
  }
  if (total > MAX_JOB_ITEMS) {
    throw new InvalidInputError("The filter finds more than 100,000 items; narrow it.", [
      { path: "/filter", message: "finds more than 100,000 items" },
    ]);
  }
  if (confirmed === undefined || confirmed === total) return;
  throw new ConflictError(
    `You confirmed ${confirmed}, but the filter finds ${total} by now. Look at the preview again.`,
    { details: { confirmed, total } },
  );
}
