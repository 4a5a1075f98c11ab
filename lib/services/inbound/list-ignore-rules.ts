import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { inboundIgnoreRules, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";
import type { RuleRow } from "./apply-ignore-rules";
import type { IgnoreRuleFilter } from "./schemas";

/** A rule with how many events it has put away, and when it did so last. */
export type IgnoreRule = RuleRow & { provider: { slug: string; name: string } };

/** More would be a case for the definition. */
const MOST = 200;

/** The standing rules, newest first. */
export async function listIgnoreRules(
  ctx: ServiceContext,
  { filter }: { filter: IgnoreRuleFilter },
): Promise<IgnoreRule[]> {
  requireScope(ctx, "checks:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const rows = await selectRules(tx)
      .where(
        and(
          eq(inboundIgnoreRules.tenantId, ctx.tenantId),
          isNull(inboundIgnoreRules.removedAt),
          filter.provider === undefined ? undefined : eq(providers.slug, filter.provider),
        ),
      )
      .orderBy(desc(inboundIgnoreRules.createdAt), desc(inboundIgnoreRules.id))
      .limit(MOST);
    return rows.map(({ rule, provider }) => ({ ...rule, provider }));
  });
}

/** One rule, a removed one too; NotFoundError when this tenant has none such. */
export async function getIgnoreRule(ctx: ServiceContext, { id }: { id: string }): Promise<IgnoreRule> {
  requireScope(ctx, "checks:read");
  const [row] = await asTenant(ctx.db, ctx.tenantId, async (tx) =>
    isUuid(id)
      ? selectRules(tx).where(
          and(eq(inboundIgnoreRules.tenantId, ctx.tenantId), eq(inboundIgnoreRules.id, id)),
        )
      : [],
  );
  if (row === undefined) throw new NotFoundError("This rule does not exist.");
  return { ...row.rule, provider: row.provider };
}

function selectRules(tx: Tx) {
  return tx
    .select({ rule: inboundIgnoreRules, provider: { slug: providers.slug, name: providers.name } })
    .from(inboundIgnoreRules)
    .innerJoin(providers, eq(providers.id, inboundIgnoreRules.providerId))
    .$dynamic();
}
