"use client";
import { useMemo } from "react";
import { useStored } from "./use-stored";

export type Density = "comfortable" | "compact";

type TableView = {
  visibility: Record<string, boolean>;
  setVisibility: (next: Record<string, boolean>) => void;
  density: Density;
  setDensity: (next: Density) => void;
};

function parsed(text: string | null): Record<string, boolean> {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return {};
    const chosen = Object.entries(value).filter(
      (entry): entry is [string, boolean] => typeof entry[1] === "boolean",
    );
    return Object.fromEntries(chosen);
  } catch {
    return {};
  }
}

/** Chosen columns and density of one table, kept in this browser. */
export function useTableView(name: string, atFirst: Record<string, boolean>): TableView {
  const [columns, storeColumns] = useStored(`gatehouse:${name}:columns`);
  const [density, setDensity] = useStored("gatehouse:density");
  const visibility = useMemo(() => ({ ...atFirst, ...parsed(columns) }), [atFirst, columns]);
  return {
    visibility,
    setVisibility: (next) => storeColumns(JSON.stringify(next)),
    density: density === "compact" ? "compact" : "comfortable",
    setDensity,
  };
}
