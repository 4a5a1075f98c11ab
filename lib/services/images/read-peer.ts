import { and, desc, eq, or, sql } from "drizzle-orm";
import { signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import type { MaxsightPeer } from "@/lib/maxsight/client";
import type { ServiceContext } from "../context";
import { getSigningKey } from "../registry";
import type { ImageOwner } from "./image-owner";

/**
 * The environment that asked for the check and the key to sign with there (PROTOCOL 17): the key that signed the request,
 * or, when it was revoked since, the newest active one of the same environment.
 */
export async function readPeer(ctx: ServiceContext, check: ImageOwner): Promise<MaxsightPeer> {
  const isOwn = eq(signingKeys.id, check.signingKeyId);
  const [key] = await asTenant(ctx.db, ctx.tenantId, (tx) => {
    const environment = tx
      .select({ url: signingKeys.apiBaseUrl })
      .from(signingKeys)
      .where(eq(signingKeys.id, check.signingKeyId));
    return tx
      .select({ id: signingKeys.id, apiBaseUrl: signingKeys.apiBaseUrl })
      .from(signingKeys)
      .where(
        and(
          eq(signingKeys.tenantId, ctx.tenantId),
          eq(signingKeys.providerId, check.providerId),
          or(isOwn, and(sql`${signingKeys.apiBaseUrl} = (${environment})`, eq(signingKeys.state, "active"))),
        ),
      )
      .orderBy(
        sql`${signingKeys.state} = 'revoked'`,
        sql`${signingKeys.id} <> ${check.signingKeyId}`,
        desc(signingKeys.createdAt),
      )
      .limit(1);
  });
  if (key === undefined) throw new NotFoundError("The signing key of this check does not exist.");
  return { apiBaseUrl: key.apiBaseUrl, signingKey: await getSigningKey(ctx, key.id) };
}
