import { signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { checkApiBaseUrl } from "./api-base-url";
import { prepareKey, refusingSameKeyId } from "./insert-key";
import { lockOwner, type SigningKeyView, toSigningKeyView } from "./key-row";
import type { CreateSigningKeyInput } from "./schemas";

/** `secret` is the only time anybody sees it: base64 of 32 bytes, as Maxsight's form wants it (PROTOCOL 2.1). */
export type CreatedSigningKey = SigningKeyView & { secret: string };

/**
 * Adds a key shared with one Maxsight environment. A provider may hold several, also several `custom` ones. Throws
 * NotFoundError, InvalidInputError (`/secret`, `/api_base_url`), ConflictError for a key id that is taken.
 */
export async function createSigningKey(
  ctx: ServiceContext,
  slug: string,
  input: CreateSigningKeyInput,
): Promise<CreatedSigningKey> {
  requireScope(ctx, "keys:write");
  const apiBaseUrl = checkApiBaseUrl(input.environment, input.api_base_url);
  const { secret, row } = await prepareKey(ctx, {
    environment: input.environment,
    apiBaseUrl,
    secret: input.secret,
  });
  return refusingSameKeyId(row.keyId, () =>
    asTenant(ctx.db, ctx.tenantId, async (tx) => {
      const owner = await lockOwner(tx, ctx, slug);
      if (owner.status === "retired") throw new ConflictError(`${slug} is retired; it takes no new keys.`);
      const [inserted] = await tx
        .insert(signingKeys)
        .values({ ...row, providerId: owner.id })
        .returning();
      await recordAudit(tx, ctx, {
        action: "signing_key.created",
        targetKind: "signing_key",
        targetId: row.id,
        details: {
          slug,
          keyId: row.keyId,
          environment: row.environment,
          apiBaseUrl,
          given: input.secret !== undefined,
        },
      });
      return { ...toSigningKeyView(ctx, inserted ?? { ...row, providerId: owner.id }), secret };
    }),
  );
}
