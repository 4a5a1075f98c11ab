import { parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import type { Filter } from "@/components/data-table/filter-bar";
import type { Tone } from "@/components/ui/tone";

export const INBOUND_STATES = ["received", "applied", "unmatched", "ignored", "failed"] as const;
export type InboundState = (typeof INBOUND_STATES)[number];
export const INBOUND_VERDICTS = [
  "valid",
  "bad_signature",
  "stale",
  "unsigned_exception",
  "malformed",
] as const;
export type InboundVerdict = (typeof INBOUND_VERDICTS)[number];

/** A provider's webhook as lists show it. Times are ISO 8601. */
export type InboundView = {
  id: string;
  providerName: string;
  eventId: string | null;
  providerReference: string | null;
  verdict: InboundVerdict;
  state: InboundState;
  maxsightCheckId: string | null;
  size: number;
  createdAt: string;
};

export const INBOUND_TABS = ["all", "unmatched", "rules"] as const;
export const INBOUND_SEARCH = {
  tab: parseAsStringLiteral(INBOUND_TABS).withDefault("all"),
  provider: parseAsString,
  state: parseAsStringLiteral(INBOUND_STATES),
  verdict: parseAsStringLiteral(INBOUND_VERDICTS),
  /** Only what this rule has put away. */
  rule: parseAsString,
};
export type InboundSearch = inferParserType<typeof INBOUND_SEARCH>;

export const VERDICT_WORDS: Record<InboundVerdict, { tone: Tone; word: string }> = {
  valid: { tone: "good", word: "valid" },
  bad_signature: { tone: "bad", word: "bad signature" },
  stale: { tone: "wait", word: "stale" },
  unsigned_exception: { tone: "wait", word: "unsigned, allowed" },
  malformed: { tone: "bad", word: "malformed" },
};

export const INBOUND_STATE_WORDS: Record<InboundState, { tone: Tone; word: string }> = {
  received: { tone: "run", word: "Received" },
  applied: { tone: "good", word: "Applied" },
  unmatched: { tone: "wait", word: "Unmatched" },
  ignored: { tone: "none", word: "Ignored" },
  failed: { tone: "bad", word: "Failed" },
};

/** The chips; in the tab Unmatched the state is given. */
export function inboundFilters(
  search: InboundSearch,
  providers: readonly { slug: string; name: string }[],
): Filter[] {
  const state: Filter = {
    id: "state",
    name: "State",
    value: search.state,
    options: INBOUND_STATES.map((value) => ({ value, label: INBOUND_STATE_WORDS[value].word })),
  };
  const rule: Filter = {
    id: "rule",
    name: "Put away by rule",
    value: search.rule,
    options: search.rule === null ? [] : [{ value: search.rule, label: search.rule.slice(0, 8) }],
  };
  return [
    {
      id: "provider",
      name: "Provider",
      value: search.provider,
      options: providers.map(({ slug, name }) => ({ value: slug, label: name })),
    },
    ...(search.tab === "unmatched" ? [] : [state]),
    {
      id: "verdict",
      name: "Verdict",
      value: search.verdict,
      options: INBOUND_VERDICTS.map((value) => ({ value, label: VERDICT_WORDS[value].word })),
    },
    ...(search.rule === null ? [] : [rule]),
  ];
}
