import { asTenant } from "@/lib/db/tenant";
import { ForbiddenError } from "@/lib/errors";
import { requireScope, type ServiceContext } from "../context";
import { lockOwner, readUsableKeys } from "./key-row";

/**
 * The secrets of a provider's active keys, newest first. Only for the command on the machine itself, which holds the
 * root key anyway: the seed prints the same sign-in and secrets each time. People and API keys never get them back.
 */
export async function revealSigningSecrets(ctx: ServiceContext, slug: string): Promise<string[]> {
  requireScope(ctx, "keys:write");
  if (ctx.actor.kind !== "cli") throw new ForbiddenError("A signing secret is shown once, when it is made.");
  const rows = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const owner = await lockOwner(tx, ctx, slug);
    return readUsableKeys(tx, ctx, owner.id);
  });
  const active = rows
    .filter((row) => row.state === "active")
    .toSorted((left, right) => right.createdAt.getTime() - left.createdAt.getTime());
  const secrets = active.map((row) => ctx.keyring.decrypt(ctx.tenantId, "signing-key", row.ciphertext));
  return (await Promise.all(secrets)).map((secret) => secret.toString("utf8"));
}
