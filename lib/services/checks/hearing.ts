import type { RecordedExchange } from "@/lib/connectors/connector";
import type { Outcome } from "@/lib/protocol/outcome";

/** The columns of a check that say how its provider is heard: what the ledger of monitored references flags. */
export type Hearing = { heardAt: Date | null; failingSince: Date | null; failingCode: string | null };

type Said = { outcome: Outcome; exchanges: readonly RecordedExchange[] };

/** `failing_code` of a provider that says that it does not know the check (404 or 410). */
const DROPPED = "dropped";
/** `failing_code` of a provider that could not be asked, although nothing is wrong with the check. */
const UNREACHABLE = "unreachable";

/**
 * What an answer or a webhook of the provider says about hearing it. `failing_since` stays the first failure until one
 * goes well. Pure.
 */
export function hearingOf(before: Hearing, said: Said, now: Date): Hearing {
  const failingCode = failureOf(said);
  return {
    heardAt: heardIn(said, now) ?? before.heardAt,
    failingSince: failingCode === null ? null : (before.failingSince ?? now),
    failingCode,
  };
}

function heardIn({ outcome, exchanges }: Said, now: Date): Date | null {
  // A webhook has been answered before it is read, and demo data come from nowhere.
  if (exchanges.length === 0) return outcome.kind === "errors" ? null : now;
  const good = exchanges.findLast((recorded) => !isBad(recorded));
  return good === undefined ? null : new Date(good.exchange.startedAtMs);
}

function failureOf({ outcome, exchanges }: Said): string | null {
  const last = exchanges.at(-1);
  const status = last?.exchange.status;
  if (status === 404 || status === 410) return DROPPED;
  if (outcome.kind === "errors") return outcome.errors[0]?.type ?? "INTEGRATION";
  return last !== undefined && isBad(last) ? UNREACHABLE : null;
}

function isBad({ exchange: { status, errorCode } }: RecordedExchange): boolean {
  return errorCode !== null || status === null || status >= 400;
}
