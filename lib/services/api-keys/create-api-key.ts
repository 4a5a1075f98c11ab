import { z } from "zod";
import { newApiKey } from "@/lib/crypto/secrets";
import { apiKeys, type Role } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { newId } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";

export const CreateApiKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: z.enum(["viewer", "operator", "provider_admin", "tenant_admin"]),
  expires_at: z.iso.datetime({ offset: true }).optional(),
});
export type CreateApiKeyInput = z.output<typeof CreateApiKeyInput>;

/** An API key without its secret; `prefix` is the public part that it can be recognised by. */
export type ApiKeyView = {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Makes a machine's credential. `apiKey` is shown only here; the database keeps its hash. */
export async function createApiKey(
  ctx: ServiceContext,
  input: CreateApiKeyInput,
): Promise<ApiKeyView & { apiKey: string }> {
  requireScope(ctx, "team:write");
  const { key, prefix, hash } = newApiKey();
  const view = {
    id: newId(ctx.now().getTime()),
    name: input.name,
    prefix,
    role: input.role,
    createdAt: ctx.now(),
    expiresAt: input.expires_at === undefined ? null : new Date(input.expires_at),
    lastUsedAt: null,
    revokedAt: null,
  };
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await tx.insert(apiKeys).values({ ...view, tenantId: ctx.tenantId, hash });
    await recordAudit(tx, ctx, {
      action: "api_key.created",
      targetKind: "api_key",
      targetId: view.id,
      details: { name: view.name, role: view.role, prefix, expiresAt: view.expiresAt?.toISOString() ?? null },
    });
  });
  return { ...view, apiKey: key };
}
