import { and, eq } from "drizzle-orm";
import { signingKeys, type SigningKeyState } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import type { ServiceContext } from "../context";

/** A key as an explanation names it. */
export type MatchedKey = {
  keyId: string;
  state: SigningKeyState;
  environment: MaxsightEnvironment;
  /** When a retiring key ends, or a revoked one ended; null for an active one. */
  endsAt: Date | null;
  /** Made for a run of our own simulator or validation. */
  isTemporary: boolean;
};

export type ProviderKey = SigningKey & { about: MatchedKey };

/** All keys a provider ever had under one key id, ready to verify with; a revoked one explains an old call. */
export async function readKeysById(
  ctx: ServiceContext,
  input: { providerId: string; keyId: string },
): Promise<ProviderKey[]> {
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select()
      .from(signingKeys)
      .where(
        and(
          eq(signingKeys.tenantId, ctx.tenantId),
          eq(signingKeys.providerId, input.providerId),
          eq(signingKeys.keyId, input.keyId),
        ),
      ),
  );
  return Promise.all(
    rows.map(async (row) => {
      const secret = await ctx.keyring.decrypt(ctx.tenantId, "signing-key", row.ciphertext);
      return { ...parseSecret(secret.toString("utf8")), about: toMatchedKey(ctx, row) };
    }),
  );
}

/** The row as it counts now: an overlap that is over means revoked. */
export function toMatchedKey(
  ctx: ServiceContext,
  row: Pick<typeof signingKeys.$inferSelect, "keyId" | "state" | "environment" | "retiresAt" | "purpose">,
): MatchedKey {
  const { retiresAt } = row;
  const isOver = row.state === "retiring" && retiresAt !== null && retiresAt.getTime() <= ctx.now().getTime();
  const isTemporary = row.purpose !== "maxsight";
  return {
    keyId: row.keyId,
    state: isOver ? "revoked" : row.state,
    environment: row.environment,
    endsAt: isTemporary ? null : retiresAt,
    isTemporary,
  };
}
