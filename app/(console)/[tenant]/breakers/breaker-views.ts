import type { BreakerView } from "@/components/breaker/breaker-view";
import { type Breaker, listBreakers } from "@/lib/services/breakers";
import type { ServiceContext } from "@/lib/services/context";
import { listProviders } from "@/lib/services/providers";
import { hostName } from "./host-name";

/** Every breaker that ever opened, as it travels to the browser; those that are not closed first. */
export async function readBreakerViews(ctx: ServiceContext, tenant: string): Promise<BreakerView[]> {
  const [breakers, providers] = await Promise.all([
    listBreakers(ctx),
    listProviders(ctx, { page: { limit: 200, after: null } }),
  ]);
  const byId = new Map(providers.items.map(({ id, slug, name }) => [id, { slug, name }]));
  return breakers.flatMap((breaker) => {
    if (breaker.scope === "maxsight_host") {
      const { key } = breaker;
      return { ...stateOf(breaker), kind: "host", name: `${hostName(key)} callback host`, key, href: null };
    }
    const provider = byId.get(breaker.key);
    if (provider === undefined) return [];
    const href = `/${tenant}/providers/${provider.slug}?tab=health`;
    return { ...stateOf(breaker), kind: "provider", name: provider.name, key: provider.slug, href };
  });
}

function stateOf(breaker: Breaker): Omit<BreakerView, "kind" | "name" | "key" | "href"> {
  const { id, state, parked, timesOpened, openedAt, nextProbeAt, history } = breaker;
  return {
    id,
    state,
    parked,
    timesOpened,
    openedAt: openedAt?.toISOString() ?? null,
    nextProbeAt: nextProbeAt?.toISOString() ?? null,
    history: history.map(({ createdAt, state: to, calls, failures, actorLabel }) => ({
      at: createdAt.toISOString(),
      state: to,
      calls,
      failures,
      actor: actorLabel,
    })),
  };
}
