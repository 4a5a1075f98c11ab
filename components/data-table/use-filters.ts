"use client";
import { useTransition } from "react";
import { useQueryStates, type UseQueryStatesKeysMap, type Values } from "nuqs";

type Filters<Keys extends UseQueryStatesKeysMap> = {
  search: Values<Keys>;
  change: (id: string, value: string | null) => void;
  clear: () => void;
  /** The server is reading with the new filters; the old rows are still shown. */
  isStale: boolean;
};

/** Filters that live in the URL; a change reads the list again on the server. */
export function useFilters<Keys extends UseQueryStatesKeysMap>(parsers: Keys): Filters<Keys> {
  const [isStale, startTransition] = useTransition();
  const [search, setSearch] = useQueryStates(parsers, {
    shallow: false,
    history: "push",
    scroll: false,
    startTransition,
  });
  const change = (id: string, value: string | null) => {
    // All our filters hold one value; the type of nuqs also allows lists.
    const parser = parsers[id] as { parse: (text: string) => unknown } | undefined;
    if (!parser) return;
    const parsed: unknown = value === null ? null : parser.parse(value);
    void setSearch({ [id]: parsed } as Parameters<typeof setSearch>[0]);
  };
  return { search, change, clear: () => void setSearch(null), isStale };
}
