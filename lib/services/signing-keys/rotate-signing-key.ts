import { and, eq } from "drizzle-orm";
import { signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import type { CreatedSigningKey } from "./create-signing-key";
import { prepareKey, refusingSameKeyId } from "./insert-key";
import { lockOwner, readUsableKeys, toSigningKeyView } from "./key-row";
import type { RotateSigningKeyInput } from "./schemas";

const MAX_RETIRING = 3;
const HOUR_MS = 3_600_000;

/**
 * Replaces an active key by a fresh one for the same environment. The old one keeps verifying for the overlap, so
 * that there is time to paste the new secret into Maxsight; with 0 hours it ends at once. At most three old keys
 * overlap. Throws NotFoundError, ConflictError.
 */
export async function rotateSigningKey(
  ctx: ServiceContext,
  target: { slug: string; id: string },
  input: RotateSigningKeyInput,
): Promise<CreatedSigningKey> {
  requireScope(ctx, "keys:write");
  const old = await findKey(ctx, target);
  const { secret, row } = await prepareKey(ctx, {
    environment: old.environment,
    apiBaseUrl: old.apiBaseUrl,
    secret: undefined,
  });
  return refusingSameKeyId(row.keyId, () =>
    asTenant(ctx.db, ctx.tenantId, async (tx) => {
      const owner = await lockOwner(tx, ctx, target.slug);
      const usable = await readUsableKeys(tx, ctx, owner.id);
      const replaced = usable.find((key) => key.id === target.id);
      if (replaced?.state !== "active") {
        throw new ConflictError(
          "Only an active key can be rotated; this one is already being replaced or is revoked.",
        );
      }
      const retiring = usable.filter(
        (key) => key.state === "retiring" && key.environment === replaced.environment,
      );
      if (input.overlap_hours > 0 && retiring.length >= MAX_RETIRING) {
        throw new ConflictError(
          `There are already ${MAX_RETIRING} old keys; revoke one before rotating again.`,
        );
      }
      const retiresAt = new Date(ctx.now().getTime() + input.overlap_hours * HOUR_MS);
      await tx
        .update(signingKeys)
        .set({ state: input.overlap_hours === 0 ? "revoked" : "retiring", retiresAt })
        .where(and(eq(signingKeys.tenantId, ctx.tenantId), eq(signingKeys.id, replaced.id)));
      await tx.insert(signingKeys).values({ ...row, providerId: owner.id });
      await recordAudit(tx, ctx, {
        action: "signing_key.rotated",
        targetKind: "signing_key",
        targetId: replaced.id,
        details: {
          slug: target.slug,
          keyId: replaced.keyId,
          newKeyId: row.keyId,
          overlapHours: input.overlap_hours,
        },
      });
      return { ...toSigningKeyView(ctx, { ...row, providerId: owner.id }), secret };
    }),
  );
}

async function findKey(ctx: ServiceContext, target: { slug: string; id: string }) {
  if (!isUuid(target.id)) throw new NotFoundError("The provider has no such signing key.");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const owner = await lockOwner(tx, ctx, target.slug);
    const [row] = await tx
      .select()
      .from(signingKeys)
      .where(
        and(
          eq(signingKeys.tenantId, ctx.tenantId),
          eq(signingKeys.providerId, owner.id),
          eq(signingKeys.id, target.id),
        ),
      );
    if (row === undefined) throw new NotFoundError("The provider has no such signing key.");
    return row;
  });
}
