import "server-only";
import { countAttention } from "@/lib/services/attention";
import type { ServiceContext } from "@/lib/services/context";

const KEPT_MS = 10_000;
const counts = new Map<string, { atMs: number; count: Promise<number | undefined> }>();

/**
 * How much waits for a person, for the badge; at most ten seconds old, since every page of the console asks. Undefined
 * when it could not be counted: a badge must not take the page with it.
 */
export function attentionCount(ctx: ServiceContext): Promise<number | undefined> {
  const nowMs = ctx.now().getTime();
  const kept = counts.get(ctx.tenantId);
  if (kept !== undefined && nowMs - kept.atMs < KEPT_MS) return kept.count;
  const count = countAttention(ctx).then(
    (about) => about.count,
    (error: unknown) => {
      ctx.log.warn({ error }, "what needs attention could not be counted");
      return undefined;
    },
  );
  counts.set(ctx.tenantId, { atMs: nowMs, count });
  return count;
}

/** Forgets the count after somebody changed what it counts. */
export function forgetAttentionCount(ctx: ServiceContext): void {
  counts.delete(ctx.tenantId);
}
