import type { ServiceContext } from "@/lib/services/context";
import { listProviders } from "@/lib/services/providers";

const MOST = 200;

/** Slug and name of the tenant's providers by name, for filters. */
export async function listProviderNames(ctx: ServiceContext): Promise<{ slug: string; name: string }[]> {
  const { items } = await listProviders(ctx, { page: { limit: MOST, after: null } });
  return items
    .map(({ slug, name }) => ({ slug, name }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}
