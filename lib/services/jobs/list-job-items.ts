import { and, asc, eq, gt, sql } from "drizzle-orm";
import { checks, jobItems, type JobItemState, notifications, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { findJobRow } from "./get-job";

/** What came of one item. `detail` is a sentence; null while pending. */
export type JobItem = {
  position: number;
  state: JobItemState;
  detail: string | null;
  finishedAt: Date | null;
  /** A notification's id in a resend, a check's in any other job. */
  targetId: string;
  check: { id: string; reference: string; maxsightId: string } | null;
  provider: { slug: string; name: string } | null;
};

/** The items of a job in their order, `after` a position. One query beside the job's own. */
export async function listJobItems(
  ctx: ServiceContext,
  input: { id: string; state?: JobItemState | undefined; limit?: number; after?: number | null },
): Promise<{ items: JobItem[]; next: number | null }> {
  requireScope(ctx, "notifications:read");
  const limit = input.limit ?? 50;
  const rows = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const job = await findJobRow(tx, ctx, input.id);
    return tx
      .select({
        position: jobItems.position,
        state: jobItems.state,
        detail: jobItems.detail,
        finishedAt: jobItems.finishedAt,
        targetId: jobItems.targetId,
        check: { id: checks.id, reference: checks.reference, maxsightId: checks.maxsightId },
        provider: { slug: providers.slug, name: providers.name },
      })
      .from(jobItems)
      .leftJoin(notifications, eq(notifications.id, jobItems.targetId))
      .leftJoin(checks, eq(checks.id, sql`coalesce(${notifications.checkId}, ${jobItems.targetId})`))
      .leftJoin(providers, eq(providers.id, checks.providerId))
      .where(
        and(
          eq(jobItems.tenantId, ctx.tenantId),
          eq(jobItems.jobId, job.id),
          gt(jobItems.position, input.after ?? 0),
          input.state === undefined ? undefined : eq(jobItems.state, input.state),
        ),
      )
      .orderBy(asc(jobItems.position))
      .limit(limit + 1);
  });
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.position ?? null) : null };
}
