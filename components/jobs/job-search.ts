import { parseAsStringLiteral, type inferParserType } from "nuqs/server";
import type { Filter } from "@/components/data-table/filter-bar";
import { ITEM_STATES, JOB_KINDS, JOB_STATE_WORDS, JOB_STATES, KIND_NAMES } from "./job-view";

/** The filters of the list of jobs as they stand in the URL. */
export const JOB_SEARCH = {
  kind: parseAsStringLiteral(JOB_KINDS),
  state: parseAsStringLiteral(JOB_STATES),
};
export type JobSearch = inferParserType<typeof JOB_SEARCH>;

/** Which items of a job are shown. */
export const JOB_ITEMS_SEARCH = { items: parseAsStringLiteral(ITEM_STATES) };

export function jobFilters(search: JobSearch): Filter[] {
  return [
    {
      id: "kind",
      name: "Kind",
      value: search.kind,
      options: JOB_KINDS.map((kind) => ({ value: kind, label: KIND_NAMES[kind] })),
    },
    {
      id: "state",
      name: "State",
      value: search.state,
      options: JOB_STATES.map((state) => ({ value: state, label: JOB_STATE_WORDS[state].word })),
    },
  ];
}
