import { sql } from "drizzle-orm";
import type { Answered } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { asTenant } from "@/lib/db/tenant";
import { messageOf } from "@/lib/errors";
import type { ServiceContext } from "../context";
import type { CallWindow, SentAs } from "./decide-breaker";
import { noteAnswer } from "./note-answer";
import { passBreaker } from "./pass-breaker";

type StartedCheck = { providerId: string; isDemo: boolean };

/** `sentAs` is null where no breaker was asked: a demo, or nothing left at all. */
export type StartedThroughBreaker = Answered & { sentAs: SentAs | null };

/**
 * Calls the provider unless its breaker is open: then the check gets PROVIDER_CONNECTION at once (PROTOCOL 9.3), and no
 * call leaves. Demo checks call nobody and pass. Follow it with `noteProviderStart` once the exchanges are stored.
 */
export async function startThroughBreaker(
  ctx: ServiceContext,
  check: StartedCheck,
  start: () => Promise<Answered>,
): Promise<StartedThroughBreaker> {
  if (check.isDemo) return { ...(await start()), sentAs: null };
  const guarded = guardedProvider(check);
  const gate = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    passBreaker(tx, ctx, { guarded, isAutomatic: true }),
  );
  return gate.pass === "park" ? refused() : { ...(await start()), sentAs: gate.pass };
}

function refused(): StartedThroughBreaker {
  const message = "The provider is not called for the moment because its latest calls failed.";
  return {
    outcome: { kind: "errors", errors: [{ type: "PROVIDER_CONNECTION", message }] },
    exchanges: [],
    transient: null,
    sentAs: null,
  };
}

/**
 * Tells the breaker of the provider how a start went. Never throws: the check has its outcome, and the next answer tells
 * the breaker the same.
 */
export async function noteProviderStart(
  ctx: ServiceContext,
  check: StartedCheck,
  { sentAs, exchanges }: Pick<StartedThroughBreaker, "sentAs" | "exchanges">,
): Promise<void> {
  const last = exchanges.at(-1)?.exchange;
  // Nothing was called, so nothing was learnt.
  if (sentAs === null || last === undefined) return;
  try {
    await noteAnswer(ctx, {
      guarded: guardedProvider(check),
      sentAs,
      isFailure: isFailed(last.status),
      count: (tx, sinceMs) => countExchanges(tx, ctx, { ...check, sinceMs }),
    });
  } catch (error) {
    ctx.log.error({ provider: check.providerId, reason: messageOf(error) }, "breaker could not be told");
  }
}

const guardedProvider = ({ providerId }: StartedCheck) => ({ scope: "provider" as const, key: providerId });

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
