import { and, eq, gt, isNull, ne, or, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { providers, signingKeys, type SigningKeyState } from "@/lib/db/schema";
import { NotFoundError } from "@/lib/errors";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import type { ServiceContext } from "../context";

/** A signing key without its secret. */
export type SigningKeyView = {
  id: string;
  keyId: string;
  environment: MaxsightEnvironment;
  apiBaseUrl: string;
  /** `retiring` still verifies until `retiresAt`; after that, and when removed, it is `revoked`. */
  state: SigningKeyState;
  retiresAt: Date | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  /** What Maxsight last read from `GET /config` with this key. */
  lastConfigFetch: { at: Date; version: number | null; configHash: string | null } | null;
};

export type SigningKeyRow = typeof signingKeys.$inferSelect;

/** The row as it is now: an overlap that is over means revoked, exactly as the protocol door treats it. */
export function toSigningKeyView(ctx: ServiceContext, row: SigningKeyRow): SigningKeyView {
  const isOver =
    row.state === "retiring" && row.retiresAt !== null && row.retiresAt.getTime() <= ctx.now().getTime();
  return {
    id: row.id,
    keyId: row.keyId,
    environment: row.environment,
    apiBaseUrl: row.apiBaseUrl,
    state: isOver ? "revoked" : row.state,
    retiresAt: row.retiresAt,
    createdAt: row.createdAt,
    lastUsedAt: row.lastUsedAt,
    lastConfigFetch:
      row.lastConfigAt === null
        ? null
        : { at: row.lastConfigAt, version: row.lastConfigVersion, configHash: row.lastConfigHash },
  };
}

type OwnerRow = Pick<typeof providers.$inferSelect, "id" | "slug" | "status">;

/** The provider whose keys change, locked so that two changes cannot both remove the last key. Throws NotFoundError. */
export async function lockOwner(tx: Tx, ctx: ServiceContext, slug: string): Promise<OwnerRow> {
  const [row] = await tx
    .select({ id: providers.id, slug: providers.slug, status: providers.status })
    .from(providers)
    .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, slug)))
    .for("update");
  if (row === undefined) throw new NotFoundError(`There is no provider ${slug}.`);
  return row;
}

/** The keys of a provider that verify now. */
export async function readUsableKeys(
  tx: Tx,
  ctx: ServiceContext,
  providerId: string,
): Promise<SigningKeyRow[]> {
  return tx
    .select()
    .from(signingKeys)
    .where(
      and(
        eq(signingKeys.tenantId, ctx.tenantId),
        eq(signingKeys.providerId, providerId),
        ne(signingKeys.state, "revoked"),
        or(isNull(signingKeys.retiresAt), gt(signingKeys.retiresAt, ctx.now())),
      ),
    );
}

/** A provider's keys as its operators know them: without those of runs of our own simulator that are over. */
export const isLastingKey = sql`not (${signingKeys.purpose} <> 'maxsight' and (${signingKeys.state} = 'revoked' or ${signingKeys.retiresAt} <= now()))`;
