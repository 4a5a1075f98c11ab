import { and, eq } from "drizzle-orm";
import { signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { lockOwner, readUsableKeys } from "./key-row";

/**
 * Ends a key at once. The last key that verifies cannot be removed: create or rotate first. Revoking a revoked key
 * changes nothing. Throws NotFoundError, ConflictError.
 */
export async function revokeSigningKey(
  ctx: ServiceContext,
  target: { slug: string; id: string },
): Promise<void> {
  requireScope(ctx, "keys:write");
  if (!isUuid(target.id)) throw new NotFoundError("The provider has no such signing key.");
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const owner = await lockOwner(tx, ctx, target.slug);
    const isTarget = and(
      eq(signingKeys.tenantId, ctx.tenantId),
      eq(signingKeys.providerId, owner.id),
      eq(signingKeys.id, target.id),
    );
    const [key] = await tx.select().from(signingKeys).where(isTarget);
    if (key === undefined) throw new NotFoundError("The provider has no such signing key.");
    if (key.state === "revoked") return;
    const usable = await readUsableKeys(tx, ctx, owner.id);
    if (usable.every((other) => other.id === key.id) && usable.length > 0) {
      throw new ConflictError(
        "This is the provider's last key; without it Maxsight cannot call. Create or rotate a key first.",
      );
    }
    await tx.update(signingKeys).set({ state: "revoked", retiresAt: ctx.now() }).where(isTarget);
    await recordAudit(tx, ctx, {
      action: "signing_key.revoked",
      targetKind: "signing_key",
      targetId: key.id,
      details: { slug: target.slug, keyId: key.keyId, environment: key.environment },
    });
  });
}
