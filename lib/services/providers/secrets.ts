import { and, asc, eq } from "drizzle-orm";
import { providers, providerSecrets } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { InvalidInputError, NotFoundError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { lockProvider } from "./provider-row";
import { SecretName } from "./schemas";

/** A stored secret without its value, which nobody can read back. */
export type ProviderSecret = { name: string; createdAt: Date; updatedAt: Date };

const MAX_SECRETS = 50;

/** Stores or replaces a value that the connector definition names under `secrets`. Throws NotFoundError, InvalidInputError. */
export async function putSecret(
  ctx: ServiceContext,
  input: { slug: string; name: string; value: string },
): Promise<void> {
  requireScope(ctx, "secrets:write");
  const name = SecretName.safeParse(input.name);
  if (!name.success) {
    throw new InvalidInputError("The name of the secret is not valid.", [
      { path: "/name", message: name.error.issues[0]?.message ?? "is not valid" },
    ]);
  }
  const ciphertext = await ctx.keyring.encrypt(ctx.tenantId, "secret", Buffer.from(input.value, "utf8"));
  const now = ctx.now();
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const provider = await lockProvider(tx, ctx, input.slug);
    const stored = await tx
      .select({ name: providerSecrets.name })
      .from(providerSecrets)
      .where(eq(providerSecrets.providerId, provider.id));
    const isNew = !stored.some((secret) => secret.name === name.data);
    if (isNew && stored.length >= MAX_SECRETS) {
      throw new InvalidInputError(`A provider holds at most ${MAX_SECRETS} secrets.`);
    }
    await tx
      .insert(providerSecrets)
      .values({
        tenantId: ctx.tenantId,
        providerId: provider.id,
        name: name.data,
        ciphertext,
        createdAt: now,
        updatedAt: now,
      })
      .onConflictDoUpdate({
        target: [providerSecrets.providerId, providerSecrets.name],
        set: { ciphertext, updatedAt: now },
      });
    await recordAudit(tx, ctx, {
      action: isNew ? "secret.created" : "secret.replaced",
      targetKind: "secret",
      targetId: provider.id,
      details: { slug: input.slug, name: name.data },
    });
  });
}

/** Names and ages of a provider's secrets, by name. Throws NotFoundError. */
export async function listSecrets(ctx: ServiceContext, slug: string): Promise<ProviderSecret[]> {
  requireScope(ctx, "providers:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [provider] = await tx
      .select({ id: providers.id })
      .from(providers)
      .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, slug)));
    if (provider === undefined) throw new NotFoundError(`There is no provider ${slug}.`);
    return tx
      .select({
        name: providerSecrets.name,
        createdAt: providerSecrets.createdAt,
        updatedAt: providerSecrets.updatedAt,
      })
      .from(providerSecrets)
      .where(and(eq(providerSecrets.tenantId, ctx.tenantId), eq(providerSecrets.providerId, provider.id)))
      .orderBy(asc(providerSecrets.name));
  });
}
