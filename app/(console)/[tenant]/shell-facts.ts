import "server-only";
import type { OpenBreaker, ShellFacts } from "@/components/shell/shell-facts";
import { messageOf } from "@/lib/errors";
import { countAttention } from "@/lib/services/attention";
import { type Breaker, listBreakers } from "@/lib/services/breakers";
import type { ServiceContext } from "@/lib/services/context";
import { listProviders } from "@/lib/services/providers";
import { hostName } from "./breakers/host-name";

const KEPT_MS = 5_000;
const kept = new Map<string, { atMs: number; facts: Promise<ShellFacts> }>();

/**
 * What the frame of every page says of the tenant; at most five seconds old, since all pages ask. What could not be read
 * is left out: a badge must not take the page with it.
 */
export function readShellFacts(ctx: ServiceContext): Promise<ShellFacts> {
  const nowMs = ctx.now().getTime();
  const last = kept.get(ctx.tenantId);
  if (last !== undefined && nowMs - last.atMs < KEPT_MS) return last.facts;
  const facts = readFacts(ctx, nowMs);
  kept.set(ctx.tenantId, { atMs: nowMs, facts });
  return facts;
}

/** Forgets them after somebody changed what they say. */
export function forgetShellFacts(ctx: ServiceContext): void {
  kept.delete(ctx.tenantId);
}

async function readFacts(ctx: ServiceContext, readAtMs: number): Promise<ShellFacts> {
  const orNothing = async <Fact>(what: string, fact: Promise<Fact>): Promise<Fact | null> =>
    fact.catch((error: unknown) => {
      ctx.log.warn({ reason: messageOf(error) }, `${what} could not be read`);
      return null;
    });
  const [attention, breakers, clockSkewMs] = await Promise.all([
    orNothing("what needs attention", countAttention(ctx)),
    orNothing("the breakers", readOpenBreakers(ctx)),
    orNothing("the clock of the database", readClockSkew(ctx)),
  ]);
  return { readAtMs, attention, breakers: breakers ?? [], clockSkewMs };
}

async function readOpenBreakers(ctx: ServiceContext): Promise<OpenBreaker[]> {
  const breakers = await listBreakers(ctx);
  const open = breakers.filter(({ state }) => state !== "closed");
  if (open.length === 0) return [];
  const providers = open.some(({ scope }) => scope === "provider") ? await readProviders(ctx) : new Map();
  return open.flatMap((breaker) => {
    const { id, scope, key, parked } = breaker;
    const what = { id, parked, nextProbeAt: probeAt(breaker) };
    if (scope === "maxsight_host") return { ...what, kind: "host", name: hostName(key), slug: null };
    const provider: { slug: string; name: string } | undefined = providers.get(key);
    return provider === undefined ? [] : { ...what, kind: "provider", ...provider };
  });
}

const probeAt = ({ state, nextProbeAt }: Breaker) =>
  state === "open" ? (nextProbeAt?.toISOString() ?? null) : null;

async function readProviders(ctx: ServiceContext): Promise<Map<string, { slug: string; name: string }>> {
  const { items } = await listProviders(ctx, { page: { limit: 200, after: null } });
  return new Map(items.map(({ id, slug, name }) => [id, { slug, name }]));
}

/** How far the database's clock is ahead of this process's, give or take half a round trip. */
async function readClockSkew(ctx: ServiceContext): Promise<number> {
  const askedAtMs = Date.now();
  const [row] = await ctx.db.sql<{ ms: number }[]>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;
  return Math.round((row?.ms ?? askedAtMs) - (askedAtMs + Date.now()) / 2);
}
