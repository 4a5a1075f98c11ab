import { and, desc, eq, lt } from "drizzle-orm";
import { providers, providerVersions } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { checkDefinition } from "./definition";
import { lockProvider, type Provider, toProvider } from "./provider-row";
import { publishVersion } from "./publish-version";

/** One immutable, numbered definition. */
export type ProviderVersion = {
  number: number;
  name: string;
  config: Record<string, unknown>;
  connector: Record<string, unknown>;
  configHash: string;
  note: string | null;
  createdBy: string;
  createdAt: Date;
  isPublished: boolean;
};

type VersionRow = typeof providerVersions.$inferSelect;

function toVersion(row: VersionRow, currentVersion: number): ProviderVersion {
  const { number, name, config, connector, configHash, note, createdBy, createdAt } = row;
  const isPublished = number === currentVersion;
  return { number, name, config, connector, configHash, note, createdBy, createdAt, isPublished };
}

/** Versions of a provider, newest first: those before `before`. Throws NotFoundError. */
export async function listVersions(
  ctx: ServiceContext,
  slug: string,
  input: { limit?: number; before?: number | null } = {},
): Promise<{ items: ProviderVersion[]; next: number | null }> {
  requireScope(ctx, "providers:read");
  const limit = input.limit ?? 50;
  const before = input.before ?? null;
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [provider] = await tx
      .select({ id: providers.id, currentVersion: providers.currentVersion })
      .from(providers)
      .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, slug)));
    if (provider === undefined) throw new NotFoundError(`There is no provider ${slug}.`);
    const rows = await tx
      .select()
      .from(providerVersions)
      .where(
        and(
          eq(providerVersions.tenantId, ctx.tenantId),
          eq(providerVersions.providerId, provider.id),
          before === null ? undefined : lt(providerVersions.number, before),
        ),
      )
      .orderBy(desc(providerVersions.number))
      .limit(limit + 1);
    const items = rows.slice(0, limit).map((row) => toVersion(row, provider.currentVersion));
    return { items, next: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
  });
}

/** One version by its number. Throws NotFoundError. */
export async function getVersion(
  ctx: ServiceContext,
  input: { slug: string; number: number },
): Promise<ProviderVersion> {
  requireScope(ctx, "providers:read");
  const { slug, number } = input;
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ version: providerVersions, currentVersion: providers.currentVersion })
      .from(providerVersions)
      .innerJoin(providers, eq(providers.id, providerVersions.providerId))
      .where(
        and(
          eq(providers.tenantId, ctx.tenantId),
          eq(providers.slug, slug),
          eq(providerVersions.number, number),
        ),
      ),
  );
  if (row === undefined) throw new NotFoundError(`${slug} has no version ${number}.`);
  return toVersion(row.version, row.currentVersion);
}

/** Publishes the definition of an old version again, as a new version: history only grows. */
export async function restoreVersion(
  ctx: ServiceContext,
  input: { slug: string; number: number },
): Promise<Provider> {
  requireScope(ctx, "providers:write");
  const { slug, number } = input;
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const provider = await lockProvider(tx, ctx, slug);
    const [old] = await tx
      .select()
      .from(providerVersions)
      .where(
        and(
          eq(providerVersions.tenantId, ctx.tenantId),
          eq(providerVersions.providerId, provider.id),
          eq(providerVersions.number, number),
        ),
      );
    if (old === undefined) throw new NotFoundError(`${slug} has no version ${number}.`);
    const definition = checkDefinition(old);
    const note = `Restored from version ${number}`;
    const changed = await publishVersion(tx, ctx, { provider, definition, note });
    await recordAudit(tx, ctx, {
      action: "provider.version_restored",
      targetKind: "provider",
      targetId: provider.id,
      details: { slug, restored: number, version: changed.currentVersion },
    });
    return toProvider(ctx, changed, definition);
  });
}
