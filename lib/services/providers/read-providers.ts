import { and, desc, eq, inArray } from "drizzle-orm";
import { providers, type ProviderStatus, providerVersions } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { FIRST_PAGE, type Page, type PageRequest, toPage } from "../page";
import { type Provider, PUBLISHED, readProvider, toProvider, VERSION_COLUMNS } from "./provider-row";

/** One provider by slug. Throws NotFoundError, for other tenants' providers too. */
export async function getProvider(ctx: ServiceContext, slug: string): Promise<Provider> {
  requireScope(ctx, "providers:read");
  return asTenant(ctx.db, ctx.tenantId, (tx) => readProvider(tx, ctx, slug));
}

/** The tenant's providers, newest first; `statuses` narrows to some. */
export async function listProviders(
  ctx: ServiceContext,
  input: { page?: PageRequest; statuses?: ProviderStatus[] | undefined } = {},
): Promise<Page<Provider>> {
  requireScope(ctx, "providers:read");
  const page = input.page ?? FIRST_PAGE;
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ provider: providers, version: VERSION_COLUMNS })
      .from(providers)
      .innerJoin(providerVersions, PUBLISHED)
      .where(
        and(
          eq(providers.tenantId, ctx.tenantId),
          input.statuses === undefined ? undefined : inArray(providers.status, input.statuses),
          afterPosition({ at: providers.createdAt, id: providers.id }, page.after),
        ),
      )
      .orderBy(desc(providers.createdAt), desc(providers.id))
      .limit(page.limit + 1),
  );
  const found = rows.map(({ provider, version }) => toProvider(ctx, provider, version));
  return toPage(found, page.limit, (provider) => ({ at: provider.createdAt, id: provider.id }));
}
