import { and, desc, eq } from "drizzle-orm";
import { jobs } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { type Page, type PageRequest, toPage } from "../page";
import { type Job, toJob } from "./job-row";
import type { JobFilter } from "./schemas";

/** A page of jobs, newest first. One query; items are not read. */
export async function listJobs(
  ctx: ServiceContext,
  input: { filter: JobFilter; page: PageRequest },
): Promise<Page<Job>> {
  requireScope(ctx, "notifications:read");
  const { filter, page } = input;
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select()
      .from(jobs)
      .where(
        and(
          eq(jobs.tenantId, ctx.tenantId),
          filter.kind === undefined ? undefined : eq(jobs.kind, filter.kind),
          filter.state === undefined ? undefined : eq(jobs.state, filter.state),
          afterPosition({ at: jobs.createdAt, id: jobs.id }, page.after),
        ),
      )
      .orderBy(desc(jobs.createdAt), desc(jobs.id))
      .limit(page.limit + 1),
  );
  return toPage(
    rows.map((row) => toJob(row)),
    page.limit,
    (job) => ({ at: job.createdAt, id: job.id }),
  );
}
