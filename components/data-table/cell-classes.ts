import { cn } from "@/components/ui/cn";
import type { ColumnMeta, NarrowPlace } from "./columns";

const PLACES: Record<NarrowPlace, string> = {
  lead: "col-start-2 col-end-4 row-start-1 font-medium @2xl:font-normal",
  side: "col-start-4 row-start-1 justify-self-end",
  sub: "col-start-2 row-start-2",
  more: "col-start-3 row-start-2",
  end: "col-start-4 row-start-2 max-w-32 justify-self-end @2xl:max-w-none",
};

const STAYS: Record<NonNullable<ColumnMeta["leavesBelow"]> | "always", { placed: string; unplaced: string }> =
  {
    always: { placed: "block @2xl:table-cell", unplaced: "hidden @2xl:table-cell" },
    medium: { placed: "block @2xl:hidden @4xl:table-cell", unplaced: "hidden @4xl:table-cell" },
    wide: { placed: "block @2xl:hidden @5xl:table-cell", unplaced: "hidden @5xl:table-cell" },
    widest: { placed: "block @2xl:hidden @6xl:table-cell", unplaced: "hidden @6xl:table-cell" },
  };

/** A row: a table row, or a two-line grid where the table is narrow. */
export const ROW_CLASSES =
  "group/row relative grid grid-cols-[auto_auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 border-b border-line py-2.5 pr-3.5 last:border-0 transition-colors hover:bg-sunken/70 has-[a:focus-visible]:bg-accent-weak data-selected:bg-accent-weak @2xl:table-row @2xl:p-0";

// The column with the link gives way first: the others keep the width of their content.
const GIVES_WAY = "@2xl:w-[22%] @2xl:max-w-0 @2xl:min-w-32";

export function cellClasses(meta: ColumnMeta | undefined): string {
  const stays = STAYS[meta?.leavesBelow ?? "always"];
  return cn(
    "min-w-0 align-middle whitespace-nowrap @2xl:h-(--row) @2xl:px-3",
    meta?.narrow ? cn(stays.placed, PLACES[meta.narrow]) : stays.unplaced,
    meta?.isNumeric && "@2xl:text-right",
    meta?.isLink && GIVES_WAY,
  );
}

export function headerClasses(meta: ColumnMeta | undefined): string {
  const stays = STAYS[meta?.leavesBelow ?? "always"];
  return cn(
    "sticky top-12 z-20 h-8 border-b border-line bg-surface px-3 text-xs font-medium whitespace-nowrap text-muted",
    meta?.isNumeric ? "text-right" : "text-left",
    stays.unplaced,
  );
}
