import type { BreakerItem } from "@/components/breaker/breaker-item";
import { type Breaker, listBreakers } from "@/lib/services/breakers";
import type { ServiceContext } from "@/lib/services/context";
import { listProviders } from "@/lib/services/providers";
import { hostName } from "./host-name";

export type NamedBreaker = {
  breaker: BreakerItem;
  title: string;
  /** The address of a host, the slug of a provider. */
  guarded: string;
  /** Only a provider has a page. */
  href?: string;
  /** Only for a host. */
  parked?: number;
};

/** Every breaker that ever opened, as it travels to the browser; those that are not closed first. */
export async function readNamedBreakers(ctx: ServiceContext, tenant: string): Promise<NamedBreaker[]> {
  const [breakers, providers] = await Promise.all([
    listBreakers(ctx),
    listProviders(ctx, { page: { limit: 200, after: null } }),
  ]);
  const byId = new Map<string, { slug: string; name: string }>(
    providers.items.map((item) => [item.id, item]),
  );
  return breakers.flatMap((row): NamedBreaker[] => {
    const breaker = toItem(row);
    if (row.scope === "maxsight_host") {
      const { key, parked } = row;
      return [{ breaker, title: `${hostName(key)} callback host`, guarded: key, parked }];
    }
    const provider = byId.get(row.key);
    if (provider === undefined) return [];
    const { slug, name } = provider;
    return [{ breaker, title: name, guarded: slug, href: `/${tenant}/providers/${slug}/health` }];
  });
}

function toItem({ id, state, timesOpened, openedAt, nextProbeAt, history }: Breaker): BreakerItem {
  return {
    id,
    state,
    timesOpened,
    openedAt: openedAt?.toISOString() ?? null,
    nextProbeAt: nextProbeAt?.toISOString() ?? null,
    history: history.map(({ actorLabel, createdAt, ...move }) => ({
      id: move.id,
      state: move.state,
      calls: move.calls,
      failures: move.failures,
      actor: actorLabel,
      at: createdAt.toISOString(),
    })),
  };
}
