import { and, desc, eq } from "drizzle-orm";
import { apiKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { FIRST_PAGE, type Page, type PageRequest, toPage } from "../page";
import type { ApiKeyView } from "./create-api-key";

/** The tenant's API keys, revoked ones too, newest first. */
export async function listApiKeys(
  ctx: ServiceContext,
  page: PageRequest = FIRST_PAGE,
): Promise<Page<ApiKeyView>> {
  requireScope(ctx, "team:write");
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({
        id: apiKeys.id,
        name: apiKeys.name,
        prefix: apiKeys.prefix,
        role: apiKeys.role,
        createdAt: apiKeys.createdAt,
        expiresAt: apiKeys.expiresAt,
        lastUsedAt: apiKeys.lastUsedAt,
        revokedAt: apiKeys.revokedAt,
      })
      .from(apiKeys)
      .where(
        and(
          eq(apiKeys.tenantId, ctx.tenantId),
          afterPosition({ at: apiKeys.createdAt, id: apiKeys.id }, page.after),
        ),
      )
      .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
      .limit(page.limit + 1),
  );
  return toPage(rows, page.limit, (row) => ({ at: row.createdAt, id: row.id }));
}
