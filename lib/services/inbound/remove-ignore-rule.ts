import { and, eq, isNull } from "drizzle-orm";
import { inboundIgnoreRules } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { getIgnoreRule } from "./list-ignore-rules";

/** Takes a rule away: what comes from now on waits in the tray again, what it put away stays. Twice is once. */
export async function removeIgnoreRule(ctx: ServiceContext, input: { id: string }): Promise<void> {
  requireScope(ctx, "checks:write");
  await getIgnoreRule(ctx, input);
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const removed = await tx
      .update(inboundIgnoreRules)
      .set({ removedAt: ctx.now() })
      .where(
        and(
          eq(inboundIgnoreRules.tenantId, ctx.tenantId),
          eq(inboundIgnoreRules.id, input.id),
          isNull(inboundIgnoreRules.removedAt),
        ),
      )
      .returning({ id: inboundIgnoreRules.id });
    if (removed.length === 0) return;
    await recordAudit(tx, ctx, {
      action: "inbound.ignore_rule_removed",
      targetKind: "inbound_ignore_rule",
      targetId: input.id,
    });
  });
}
