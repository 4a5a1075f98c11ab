import { and, eq } from "drizzle-orm";
import { type SigningKeyPurpose, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { checkApiBaseUrl } from "./api-base-url";
import { prepareKey, refusingSameKeyId } from "./insert-key";
import { lockOwner } from "./key-row";

/** What a key that nobody pastes into Maxsight is made for. */
export type TemporaryKeyPurpose = Exclude<SigningKeyPurpose, "maxsight">;

export type TemporaryKey = { id: string; keyId: string; secret: string };

/**
 * A key of environment `custom` for our own simulator, so that no real key is touched. It retires from the start, so a
 * process that dies cannot leave it behind for longer than `livesMs`; `endTemporaryKey` ends it. Throws NotFoundError,
 * InvalidInputError, ConflictError for a retired provider.
 */
export async function createTemporaryKey(
  ctx: ServiceContext,
  input: { slug: string; apiBaseUrl: string; purpose: TemporaryKeyPurpose; livesMs: number },
): Promise<TemporaryKey> {
  requireScope(ctx, "keys:write");
  const apiBaseUrl = checkApiBaseUrl("custom", input.apiBaseUrl);
  const { secret, row } = await prepareKey(ctx, { environment: "custom", apiBaseUrl, secret: undefined });
  const retiresAt = new Date(row.createdAt.getTime() + input.livesMs);
  await refusingSameKeyId(row.keyId, () =>
    asTenant(ctx.db, ctx.tenantId, async (tx) => {
      const owner = await lockOwner(tx, ctx, input.slug);
      if (owner.status === "retired")
        throw new ConflictError(`${input.slug} is retired; it takes no new keys.`);
      await tx.insert(signingKeys).values({
        ...row,
        providerId: owner.id,
        state: "retiring" as const,
        purpose: input.purpose,
        retiresAt,
      });
      await recordAudit(tx, ctx, {
        action: "temporary_key.created",
        targetKind: "signing_key",
        targetId: row.id,
        details: { slug: input.slug, keyId: row.keyId, purpose: input.purpose },
      });
    }),
  );
  return { id: row.id, keyId: row.keyId, secret };
}

/**
 * Ends a temporary key at once, also when it is the provider's only one: nobody was given it. Ending it twice is once.
 */
export async function endTemporaryKey(
  ctx: ServiceContext,
  input: { slug: string; key: Pick<TemporaryKey, "id" | "keyId">; purpose: TemporaryKeyPurpose },
): Promise<void> {
  requireScope(ctx, "keys:write");
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const owner = await lockOwner(tx, ctx, input.slug);
    const [ended] = await tx
      .update(signingKeys)
      .set({ state: "revoked", retiresAt: ctx.now() })
      .where(
        and(
          eq(signingKeys.tenantId, ctx.tenantId),
          eq(signingKeys.providerId, owner.id),
          eq(signingKeys.id, input.key.id),
          eq(signingKeys.state, "retiring"),
        ),
      )
      .returning({ id: signingKeys.id });
    if (ended === undefined) return;
    await recordAudit(tx, ctx, {
      action: "temporary_key.ended",
      targetKind: "signing_key",
      targetId: input.key.id,
      details: { slug: input.slug, keyId: input.key.keyId, purpose: input.purpose },
    });
  });
}
