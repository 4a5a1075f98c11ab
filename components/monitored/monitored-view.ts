import { parseAsStringLiteral, parseAsString, type inferParserType } from "nuqs/server";
import { DECISION_TONES, stateName } from "@/components/check/check-words";
import type { Filter } from "@/components/data-table/filter-bar";
import type { Tone } from "@/components/ui/tone";
import type { CheckState, Decision, UpdateState } from "@/lib/protocol/states";
import type { DriftFlag } from "@/lib/services/monitored";

/** A reference under monitoring as the ledger shows it. Times are ISO 8601. */
export type MonitoredView = {
  id: string;
  reference: string;
  maxsightId: string;
  providerName: string;
  isDemo: boolean;
  state: CheckState;
  since: string;
  lastUpdate: { number: number; decision: Decision | null; outcome: "result" | "errors"; at: string } | null;
  pendingUpdates: number;
  lastFetchedAt: string | null;
  nextPollAt: string | null;
  lastHeardAt: string | null;
  drift: readonly DriftFlag[];
};

const DRIFTS = ["any", "failing", "dropped", "silent", "still_active", "paused"] as const;

const DAY_MS = 86_400_000;
/** How long a reference has been monitored, in days: so many at most, or more than so many. */
const AGES = {
  week: { label: "a week at most", atMost: 7 },
  "30d": { label: "over 30 days", over: 30 },
  "90d": { label: "over 90 days", over: 90 },
  year: { label: "over a year", over: 365 },
} as const satisfies Record<string, { label: string } & ({ atMost: number } | { over: number })>;
type Age = keyof typeof AGES;
const AGE_NAMES = Object.keys(AGES) as Age[];

export const MONITORED_SEARCH = {
  provider: parseAsString,
  state: parseAsStringLiteral(["active", "ended"]),
  age: parseAsStringLiteral(AGE_NAMES),
  drift: parseAsStringLiteral(DRIFTS),
  lookup: parseAsString,
};
export type MonitoredSearch = inferParserType<typeof MONITORED_SEARCH>;

const DRIFT_NAMES: Record<DriftFlag | "any", string> = {
  any: "any",
  failing: "asking fails",
  dropped: "provider dropped it",
  silent: "silent",
  still_active: "still active after its end",
  paused: "paused",
};

/** When what is of this age began: the bounds of a filter. */
export function bornWithin(age: Age | null, nowMs: number): { from?: Date; to?: Date } {
  if (age === null) return {};
  const bounds = AGES[age];
  return "atMost" in bounds
    ? { from: new Date(nowMs - bounds.atMost * DAY_MS) }
    : { to: new Date(nowMs - bounds.over * DAY_MS) };
}

export function monitoredFilters(
  search: MonitoredSearch,
  providers: readonly { slug: string; name: string }[],
): Filter[] {
  return [
    {
      id: "state",
      name: "Monitoring",
      value: search.state,
      options: [
        { value: "active", label: "goes on" },
        { value: "ended", label: "has ended" },
      ],
    },
    {
      id: "provider",
      name: "Provider",
      value: search.provider,
      options: providers.map(({ slug, name }) => ({ value: slug, label: name })),
    },
    {
      id: "age",
      name: "Monitored for",
      value: search.age,
      options: AGE_NAMES.map((age) => ({ value: age, label: AGES[age].label })),
    },
    {
      id: "drift",
      name: "Drift",
      value: search.drift,
      options: DRIFTS.map((drift) => ({ value: drift, label: DRIFT_NAMES[drift] })),
    },
  ];
}

export const driftName = (flag: DriftFlag): string => DRIFT_NAMES[flag];

/** What a drift flag means, as a sentence. */
export const DRIFT_SENTENCES: Record<DriftFlag, string> = {
  failing: "The last time we asked the provider, no usable answer came.",
  dropped: "The provider says that it does not know this reference, but Maxsight expects it to be monitored.",
  silent: "Nobody has heard of this reference for 30 days or more.",
  paused:
    "A person has paused its monitoring: nobody asks the provider, and its webhooks are kept until it is resumed.",
  still_active: "It has ended here, but the provider still sends events about it.",
};

export const UPDATE_WORDS: Record<UpdateState, { tone: Tone; word: string }> = {
  pending: { tone: "run", word: "Pending" },
  notified: { tone: "run", word: "Notified" },
  acknowledged: { tone: "run", word: "Acknowledged" },
  fetched: { tone: "good", word: "Fetched" },
  superseded: { tone: "none", word: "Superseded" },
};

/** The word and tone of where a monitored reference stands. */
export function monitoredWords({ state, drift }: Pick<MonitoredView, "state" | "drift">): {
  tone: Tone;
  word: string;
} {
  if (drift.includes("paused")) return { tone: "park", word: "Paused" };
  if (drift.length > 0) return { tone: "wait", word: stateName(state) };
  return {
    tone: state === "monitoring" ? "good" : state === "cancelled" ? "none" : "run",
    word: stateName(state),
  };
}

/** What an update says, in one tag. */
export function updateTag(update: { outcome: "result" | "errors"; decision: Decision | null }): {
  tone: Tone;
  text: string;
} {
  if (update.outcome === "errors") return { tone: "bad", text: "errors" };
  if (update.decision === null) return { tone: "good", text: "result" };
  return { tone: DECISION_TONES[update.decision], text: update.decision };
}
