import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { providers, type ProviderStatus, providerVersions } from "@/lib/db/schema";
import { NotFoundError } from "@/lib/errors";
import type { ProviderId } from "@/lib/ids";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";
import type { Runtime, ServiceContext } from "../context";

/** A provider with its published definition. `url` is what is pasted into Maxsight; it ends in a slash. */
export type Provider = {
  id: ProviderId;
  slug: string;
  name: string;
  status: ProviderStatus;
  /** When a paused provider goes live again by itself. */
  resumeAt: Date | null;
  url: string;
  version: number;
  checkType: CheckType;
  checkTemplate: CheckTemplate;
  config: Record<string, unknown>;
  connector: Record<string, unknown>;
  /** Compare with a signing key's `lastConfigFetch.configHash` to see whether Maxsight knows this document. */
  configHash: string;
  createdAt: Date;
  updatedAt: Date;
};

export type ProviderRow = typeof providers.$inferSelect;
type VersionRow = Pick<typeof providerVersions.$inferSelect, "config" | "connector" | "configHash">;

/** Where Maxsight reaches the provider. */
export function providerUrl(runtime: Pick<Runtime, "publicUrl">, slug: string): string {
  return `${runtime.publicUrl}/p/${slug}/`;
}

/** The row as a Provider. A pause whose time is over counts as live, exactly as the protocol door treats it. */
export function toProvider(ctx: ServiceContext, row: ProviderRow, version: VersionRow): Provider {
  const isPauseOver =
    row.status === "paused" && row.resumeAt !== null && row.resumeAt.getTime() <= ctx.now().getTime();
  return {
    id: row.id as ProviderId,
    slug: row.slug,
    name: row.name,
    status: isPauseOver ? "live" : row.status,
    resumeAt: isPauseOver ? null : row.resumeAt,
    url: providerUrl(ctx, row.slug),
    version: row.currentVersion,
    checkType: row.checkType,
    checkTemplate: row.checkTemplate,
    config: version.config,
    connector: version.connector,
    configHash: version.configHash,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

export const VERSION_COLUMNS = {
  config: providerVersions.config,
  connector: providerVersions.connector,
  configHash: providerVersions.configHash,
};

/** Joins a provider to its published version. */
export const PUBLISHED = and(
  eq(providerVersions.providerId, providers.id),
  eq(providerVersions.number, providers.currentVersion),
);

/** The tenant's provider of this slug, locked until the transaction ends. Throws NotFoundError. */
export async function lockProvider(tx: Tx, ctx: ServiceContext, slug: string): Promise<ProviderRow> {
  const [row] = await tx
    .select()
    .from(providers)
    .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, slug)))
    .for("update");
  if (row === undefined) throw new NotFoundError(`There is no provider ${slug}.`);
  return row;
}

/** The tenant's provider of this slug. Throws NotFoundError. */
export async function readProvider(tx: Tx, ctx: ServiceContext, slug: string): Promise<Provider> {
  const [row] = await tx
    .select({ provider: providers, version: VERSION_COLUMNS })
    .from(providers)
    .innerJoin(providerVersions, PUBLISHED)
    .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, slug)));
  if (row === undefined) throw new NotFoundError(`There is no provider ${slug}.`);
  return toProvider(ctx, row.provider, row.version);
}
