import { sql } from "drizzle-orm";
import type { Answered, RecordedExchange } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { asTenant } from "@/lib/db/tenant";
import type { ProtocolError } from "@/lib/protocol/error-type";
import type { ServiceContext } from "../context";
import type { CallWindow, SentAs } from "./decide-breaker";
import { giveBack } from "./give-back-probe";
import { noteAnswer } from "./note-answer";
import { parkUntil } from "./parking";
import { type BreakerPass, passBreaker } from "./pass-breaker";

/** Whose breaker it is. Demo checks call nobody. */
export type CalledProvider = { providerId: string; isDemo: boolean };

type WithExchanges = { exchanges: RecordedExchange[] };

/** `sentAs` is null where no breaker was asked: a demo, or nothing left at all. */
export type Passed<Answer> = Answer & { sentAs: SentAs | null };

/** What the breaker of a provider said: null where nobody is called, so that none was asked. */
export type ProviderGate = BreakerPass | null;

/** Asks the breaker of the provider, in the transaction that records the call. A person's call is never refused. */
export async function passProvider(
  tx: Tx,
  ctx: ServiceContext,
  { isAutomatic = true, ...provider }: CalledProvider & { isAutomatic?: boolean },
): Promise<ProviderGate> {
  if (provider.isDemo) return null;
  return passBreaker(tx, ctx, { guarded: guardedProvider(provider), isAutomatic });
}

type Calling<Answer, Refused> = {
  /** Throws only what was refused before anything left: provider trouble is an answer. */
  call: () => Promise<Answer>;
  refused: () => Refused;
};

/**
 * Calls the provider unless its breaker is open: then no call leaves, and `refused` says what that means. A probe that did
 * not leave after all is given back. Follow it with `noteProviderAnswer` once the exchanges are stored.
 */
export async function callThrough<Answer extends WithExchanges, Refused extends WithExchanges>(
  ctx: ServiceContext,
  { provider, gate }: { provider: CalledProvider; gate: ProviderGate },
  { call, refused }: Calling<Answer, Refused>,
): Promise<Passed<Answer> | Passed<Refused>> {
  if (gate === null) return { ...(await call()), sentAs: null };
  if (gate.pass === "park") return { ...refused(), sentAs: null };
  let hasLeft = false;
  try {
    const answer = await call();
    hasLeft = answer.exchanges.length > 0;
    return { ...answer, sentAs: gate.pass };
  } finally {
    if (!hasLeft) await giveBack(ctx, { guarded: guardedProvider(provider), gate });
  }
}

/** As `callThrough`, of a provider whose breaker is asked now, in a transaction of its own. */
export async function throughBreaker<Answer extends WithExchanges, Refused extends WithExchanges>(
  ctx: ServiceContext,
  provider: CalledProvider,
  calling: Calling<Answer, Refused>,
): Promise<Passed<Answer> | Passed<Refused>> {
  const gate = provider.isDemo
    ? null
    : await asTenant(ctx.db, ctx.tenantId, (tx) => passProvider(tx, ctx, provider));
  return callThrough(ctx, { provider, gate }, calling);
}

/** What `callThrough` gives for a call that can wait: follow it with `parkProviderCall`. */
export const refusedForNow = () => ({ exchanges: [], isPutOff: true as const });

/** As `parkUntil`, of a call to a provider. */
export function parkProviderCall(tx: Tx, ctx: ServiceContext, provider: CalledProvider): Promise<Date> {
  return parkUntil(tx, ctx, guardedProvider(provider));
}

/** What an answer says that somebody waits for while the breaker is open (PROTOCOL 9.3). */
export const NOT_CALLED: ProtocolError = {
  type: "PROVIDER_CONNECTION",
  message: "The provider is not called for the moment because its latest calls failed.",
};

/** What a start is answered with while the breaker is open: the check fails at once. */
export const refusedStart = (): Answered => ({
  outcome: { kind: "errors", errors: [NOT_CALLED] },
  exchanges: [],
  transient: null,
});

/** Tells the breaker of the provider how a call went. Never throws. */
export async function noteProviderAnswer(
  ctx: ServiceContext,
  provider: CalledProvider,
  { sentAs, exchanges }: Passed<WithExchanges>,
): Promise<void> {
  const last = exchanges.at(-1)?.exchange;
  // Nothing was called, so nothing was learnt.
  if (sentAs === null || last === undefined) return;
  await noteAnswer(ctx, {
    guarded: guardedProvider(provider),
    sentAs,
    isFailure: isFailed(last.status),
    count: (tx, sinceMs) => countExchanges(tx, ctx, { ...provider, sinceMs }),
  });
}

const guardedProvider = ({ providerId }: CalledProvider) => ({ scope: "provider" as const, key: providerId });

/** Whatever the mapping makes of it; the query below says the same. */
const isFailed = (status: number | null) =>
  status === null || status === 408 || status === 429 || status >= 500;

/** Calls to the provider since then; failed are those it did not answer, and 408, 429 and 5xx. */
async function countExchanges(
  tx: Tx,
  ctx: ServiceContext,
  input: { providerId: string; sinceMs: number },
): Promise<CallWindow> {
  const since = new Date(input.sinceMs).toISOString();
  const [row] = await tx.execute<CallWindow>(sql`
    select count(*)::int as calls,
      (count(*) filter (where e.status is null or e.status in (408, 429) or e.status >= 500))::int as failures
    from exchanges e
    where e.tenant_id = ${ctx.tenantId}::uuid and e.provider_id = ${input.providerId}::uuid
      and e.started_at >= ${since}::timestamptz and e.peer = 'provider' and e.direction = 'out'
      and e.error_code is distinct from 'aborted'`);
  return row ?? { calls: 0, failures: 0 };
}
