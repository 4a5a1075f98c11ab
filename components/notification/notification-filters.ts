import { parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import { NOTIFICATION_STATES } from "@/lib/protocol/states";
import { windowFilter, WINDOWS } from "@/components/check/check-filters";
import type { Filter } from "@/components/data-table/filter-bar";
import { notificationStateName } from "./notification-words";

/** The filters of the list of notifications as they stand in the URL. */
export const NOTIFICATION_SEARCH = {
  window: parseAsStringLiteral(WINDOWS).withDefault("24h"),
  provider: parseAsString,
  state: parseAsStringLiteral(NOTIFICATION_STATES),
};
export type NotificationSearch = inferParserType<typeof NOTIFICATION_SEARCH>;

export function notificationFilters(
  search: NotificationSearch,
  providers: readonly { slug: string; name: string }[],
): Filter[] {
  return [
    { ...windowFilter(search.window), name: "Created" },
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
      options: NOTIFICATION_STATES.map((state) => ({ value: state, label: notificationStateName(state) })),
    },
  ];
}
