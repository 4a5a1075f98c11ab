import type { ReactNode } from "react";
import {
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  rowSelectionFeature,
  tableFeatures,
  type ColumnDef,
} from "@tanstack/react-table";

/**
 * Where a cell goes when a row becomes two lines: `lead` and `side` make the first line, `sub`, `more` and `end`
 * the second. A column without a place leaves.
 */
export type NarrowPlace = "lead" | "side" | "sub" | "more" | "end";

export type DataColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  isNumeric?: boolean;
  /** Leaves when the table is narrower than this; without it the column stays until rows fold. */
  leavesBelow?: "medium" | "wide" | "widest";
  narrow?: NarrowPlace;
  /** Holds the link of the row; exactly one column does. */
  isLink?: boolean;
  /** Off until the person chooses it. */
  isHiddenAtFirst?: boolean;
  /** The order the server returns. */
  sorted?: "ascending" | "descending";
};

export type ColumnMeta = Omit<DataColumn<never>, "cell" | "header" | "id">;

/** What every list of ours uses of TanStack Table; sorting and paging are the server's. */
export const features = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

/** Our columns as TanStack's. */
export function toTableColumns<Row extends object>(
  columns: readonly DataColumn<Row>[],
): ColumnDef<typeof features, Row>[] {
  const helper = createColumnHelper<typeof features, Row>();
  return columns.map(({ id, header, cell, ...meta }) =>
    helper.display({
      id,
      header,
      cell: ({ row }) => cell(row.original),
      enableHiding: !meta.isLink,
      meta,
    }),
  );
}

/** Which columns show before the person chose. */
export function visibleAtFirst(columns: readonly DataColumn<never>[]): Record<string, boolean> {
  return Object.fromEntries(columns.filter((column) => column.isHiddenAtFirst).map(({ id }) => [id, false]));
}
