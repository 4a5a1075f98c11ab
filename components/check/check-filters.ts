import { parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import { CHECK_STATES, DECISIONS } from "@/lib/protocol/states";
import type { Filter } from "@/components/data-table/filter-bar";
import { stateName } from "./check-words";

export const WINDOWS = ["1h", "24h", "7d", "30d", "all"] as const;
export type Window = (typeof WINDOWS)[number];

const WINDOW_NAMES: Record<Window, string> = {
  "1h": "last hour",
  "24h": "last 24 h",
  "7d": "last 7 days",
  "30d": "last 30 days",
  all: "any time",
};

const HOUR_MS = 3_600_000;
const WINDOW_MS: Record<Exclude<Window, "all">, number> = {
  "1h": HOUR_MS,
  "24h": 24 * HOUR_MS,
  "7d": 7 * 24 * HOUR_MS,
  "30d": 30 * 24 * HOUR_MS,
};

/** When a window begins; undefined for "any time". */
export function windowStart(window: Window, nowMs: number): Date | undefined {
  return window === "all" ? undefined : new Date(nowMs - WINDOW_MS[window]);
}

const LEG_NAMES = {
  queued: "queued, not sent",
  sent: "sent, not acknowledged",
  acknowledged: "acknowledged, not fetched",
  fetched: "fetched",
  unfetched: "result not fetched",
} as const;

/** The filters of the list of checks as they stand in the URL. */
export const CHECK_SEARCH = {
  window: parseAsStringLiteral(WINDOWS).withDefault("24h"),
  provider: parseAsString,
  state: parseAsStringLiteral(CHECK_STATES),
  outcome: parseAsStringLiteral(["result", "errors"]),
  decision: parseAsStringLiteral(DECISIONS),
  leg: parseAsStringLiteral(["queued", "sent", "acknowledged", "fetched", "unfetched"]),
  demo: parseAsStringLiteral(["true", "false"]),
};
export type CheckSearch = inferParserType<typeof CHECK_SEARCH>;

/** What every list of ours offers as its time window. */
export function windowFilter(value: Window): Filter {
  const options = WINDOWS.map((window) => ({ value: window, label: WINDOW_NAMES[window] }));
  return { id: "window", name: "Started", value, isMandatory: true, options };
}

/** The chips of the list of checks. */
export function checkFilters(
  search: CheckSearch,
  providers: readonly { slug: string; name: string }[],
): Filter[] {
  return [
    windowFilter(search.window),
    {
      id: "provider",
      name: "Provider",
      value: search.provider,
      options: providers.map(({ slug, name }) => ({ value: slug, label: name })),
    },
    {
      id: "state",
      name: "State",
      value: search.state,
      options: CHECK_STATES.map((state) => ({ value: state, label: stateName(state) })),
    },
    {
      id: "leg",
      name: "Delivery",
      value: search.leg,
      options: Object.entries(LEG_NAMES).map(([value, label]) => ({ value, label })),
    },
    {
      id: "outcome",
      name: "Outcome",
      value: search.outcome,
      options: [
        { value: "result", label: "result" },
        { value: "errors", label: "errors" },
      ],
    },
    {
      id: "decision",
      name: "Decision",
      value: search.decision,
      options: DECISIONS.map((decision) => ({ value: decision, label: decision })),
    },
    {
      id: "demo",
      name: "Demo",
      value: search.demo,
      options: [
        { value: "false", label: "no" },
        { value: "true", label: "only" },
      ],
    },
  ];
}
