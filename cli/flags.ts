import type { CommandInput, Flag } from "./command";

export type Flags = Readonly<Record<string, Flag>>;

/** Every list of the API turns pages in the same way. */
export const PAGE_FLAGS: Flags = {
  limit: { value: "n", help: "how many (default 50)" },
  cursor: { value: "cursor", help: "next_cursor of the page before" },
};

export const PERIOD_FLAGS: Flags = {
  from: { value: "time", help: "created at or after (ISO 8601)" },
  to: { value: "time", help: "created before (ISO 8601)" },
};

/** Why a person does it. */
export const REASON: Flags = { reason: { value: "text", help: "why; kept in the audit trail" } };
export const NEEDED_REASON: Flags = {
  reason: { ...REASON["reason"], help: "why; kept in the audit trail", required: true },
};

/** What narrows a set of checks, as in their list. */
export const CHECK_FILTERS: Flags = {
  provider: { value: "slug", help: "only of this provider" },
  state: {
    value: "state",
    help: "accepted, in_progress, result_ready, monitoring, finished, cancelled or expired",
  },
  outcome: { value: "outcome", help: "result or errors" },
  decision: { value: "decision", help: "PASS, FAIL, PARTIAL, WARN or ERROR" },
  leg: { value: "leg", help: "queued, sent, acknowledged, fetched or unfetched" },
  "maxsight-id": { value: "uuid", help: "the id Maxsight gave" },
  reference: { value: "reference", help: "our reference" },
  demo: { value: "true|false", help: "only demo checks, or only live ones" },
  ...PERIOD_FLAGS,
};

/** What narrows a set of monitored references, as in their ledger. */
export const MONITORED_FILTERS: Flags = {
  provider: { value: "slug", help: "only of this provider" },
  state: { value: "state", help: "active (default) or ended" },
  drift: { value: "flag", help: "any, failing, dropped, silent, still_active or paused" },
  "silent-days": { value: "n", help: "how long counts as silent (default 30)" },
  reference: { value: "reference", help: "our reference" },
  "update-id": { value: "id", help: "the reference that this update belongs to" },
  ...PERIOD_FLAGS,
};

/** What narrows a set of notifications, as in their list. */
export const NOTIFICATION_FILTERS: Flags = {
  state: {
    value: "state",
    help: "queued, delivering, acknowledged, fetched, parked, exhausted, suppressed or cancelled",
  },
  provider: { value: "slug", help: "only of this provider" },
  "ack-id": { value: "id", help: "the callback_id or notification_id that Maxsight answered with" },
  ...PERIOD_FLAGS,
};

/** What narrows a set of providers' webhooks, as in their list. */
export const INBOUND_FILTERS: Flags = {
  provider: { value: "slug", help: "only of this provider" },
  state: { value: "state", help: "received, applied, unmatched, ignored or failed" },
  verdict: { value: "verdict", help: "valid, bad_signature, stale, unsigned_exception or malformed" },
  "event-id": { value: "id", help: "the provider's id of the event" },
  "provider-reference": { value: "reference", help: "the provider's id of the check" },
  "check-id": { value: "uuid", help: "only those of this check" },
  "ignored-by": { value: "uuid", help: "only those that this rule put away" },
  ...PERIOD_FLAGS,
};

/**
 * What was typed for these flags, under the names the API has for them (`maxsight_id` for `--maxsight-id`). `prefix` is
 * what the flags have in front of that name on this command.
 */
export function typedFor(input: CommandInput, flags: Flags, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    Object.keys(flags).flatMap((name) => {
      const value = input.text(`${prefix}${name}`);
      return value === undefined ? [] : [[name.replaceAll("-", "_"), value]];
    }),
  );
}

/** The reason as a request body has it. */
export function reasonOf(input: CommandInput): { reason?: string } {
  const reason = input.text("reason");
  return reason === undefined ? {} : { reason };
}

/** The first argument, as a part of a path. */
export const firstArg = (input: CommandInput): string => encodeURIComponent(input.args[0] ?? "");
