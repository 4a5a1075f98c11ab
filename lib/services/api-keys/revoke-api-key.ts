import { and, eq } from "drizzle-orm";
import { apiKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";

/** Ends an API key at once. Revoking twice is once. Throws NotFoundError. */
export async function revokeApiKey(ctx: ServiceContext, id: string): Promise<void> {
  requireScope(ctx, "team:write");
  if (!isUuid(id)) throw new NotFoundError("There is no such API key.");
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const isKey = and(eq(apiKeys.tenantId, ctx.tenantId), eq(apiKeys.id, id));
    const [key] = await tx.select().from(apiKeys).where(isKey).for("update");
    if (key === undefined) throw new NotFoundError("There is no such API key.");
    if (key.revokedAt !== null) return;
    await tx.update(apiKeys).set({ revokedAt: ctx.now() }).where(isKey);
    await recordAudit(tx, ctx, {
      action: "api_key.revoked",
      targetKind: "api_key",
      targetId: id,
      details: { name: key.name, prefix: key.prefix },
    });
  });
}
