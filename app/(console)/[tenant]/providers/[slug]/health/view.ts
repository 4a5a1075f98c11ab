import type { BreakerItem } from "@/components/breaker/breaker-item";
import type { HealthItem } from "@/components/provider-health/health-item";
import type { Breaker } from "@/lib/services/breakers";
import type { ProviderHealth } from "@/lib/services/provider-health";

/** The figures of a day; errors lead to their checks. */
export function toHealthItem(health: ProviderHealth, place: { tenant: string; slug: string }): HealthItem {
  const { started, results, errors, p50ResultMs, p95ResultMs, lastResultAt, calls } = health;
  const checks = `/${place.tenant}/checks?provider=${place.slug}`;
  return {
    started,
    results,
    errors,
    p50ResultMs,
    p95ResultMs,
    calls,
    lastResultAt: lastResultAt?.toISOString() ?? null,
    steps: health.steps.map(({ at, ...counts }) => ({ at: at.toISOString(), ...counts })),
    topErrors: health.topErrors.map(({ errorType, count, lastAt }) => ({
      errorType,
      count,
      lastAt: lastAt.toISOString(),
      href: `${checks}&outcome=errors&window=24h`,
    })),
  };
}

/** A breaker as pages show it. */
export function toBreakerItem(breaker: Breaker): BreakerItem {
  const { id, state, timesOpened, openedAt, nextProbeAt, history } = breaker;
  return {
    id,
    state,
    timesOpened,
    openedAt: openedAt?.toISOString() ?? null,
    nextProbeAt: nextProbeAt?.toISOString() ?? null,
    history: history.map((move) => ({
      id: move.id,
      state: move.state,
      calls: move.calls,
      failures: move.failures,
      actor: move.actorLabel,
      at: move.createdAt.toISOString(),
    })),
  };
}
