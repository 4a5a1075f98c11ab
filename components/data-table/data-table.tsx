"use client";
import { useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import { useTable } from "@tanstack/react-table";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { features, toTableColumns, visibleAtFirst, type DataColumn } from "./columns";
import { FreshPill, type Fresh } from "./fresh-pill";
import { SelectionBar } from "./selection-bar";
import { TableBody } from "./table-body";
import { TableHead } from "./table-head";
import { rememberTrail } from "./trail";
import { useRowKeys } from "./use-row-keys";
import { useTableView } from "./use-table-view";
import { ViewControls } from "./view-controls";

export type DataTableProps<Row extends object> = {
  /** Names the table, and the browser's store of its columns: "checks". */
  name: string;
  /** One row in words: "check". */
  what: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** What a screen reader says for the row's link: "Check 3f2a, Acme Identity, failed". */
  rowName: (row: Row) => string;
  rowHref: (row: Row) => string;
  /** Filters, at the left above the table. */
  filters?: ReactNode;
  /** Rows that came since; shown only when the person asks, so that the list never jumps. */
  fresh?: Fresh;
  paging: { text: string; onLoadOlder: (() => void) | null; isLoading: boolean };
  /** Old rows stay visible while others are read. */
  isStale?: boolean;
  selectionActions?: (rowIds: readonly string[]) => ReactNode;
  /** In place of rows. */
  empty: ReactNode;
};

/** A list on the server's keyset pages. Keys: j and k move, Enter opens, x selects. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { name, what, columns, rows, rowId, paging, selectionActions } = props;
  const atFirst = useMemo(() => visibleAtFirst(columns), [columns]);
  const tableColumns = useMemo(() => toTableColumns(columns), [columns]);
  const view = useTableView(name, atFirst);
  const [rowSelection, setRowSelection] = useState<Record<string, true>>({});
  const table = useTable({
    features,
    columns: tableColumns,
    data: rows,
    getRowId: rowId,
    state: { columnVisibility: view.visibility, rowSelection },
    onRowSelectionChange: setRowSelection,
    onColumnVisibilityChange: (next) =>
      view.setVisibility(typeof next === "function" ? next(view.visibility) : next),
  });
  const element = useRef<HTMLTableElement>(null);
  const isSelectable = selectionActions !== undefined;
  const onToggle = useCallback(
    (id: string) => isSelectable && table.getRow(id).toggleSelected(),
    [isSelectable, table],
  );
  useRowKeys({ table: element, onToggle });
  const selected = Object.keys(rowSelection);
  // Columns somebody added may need more room than there is; only then the table scrolls and its header does not stick.
  const hasAdded = columns.some(({ id, isHiddenAtFirst }) => isHiddenAtFirst && view.visibility[id]);

  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-1.5">
        {props.filters}
        <div className="ml-auto flex items-center gap-1.5">
          {props.fresh && <FreshPill fresh={props.fresh} what={what} />}
          <ViewControls
            density={view.density}
            onDensity={view.setDensity}
            columns={table
              .getAllLeafColumns()
              .filter((column) => column.getCanHide())
              .map((column) => ({
                id: column.id,
                name: String(column.columnDef.header),
                isVisible: column.getIsVisible(),
                toggle: () => column.toggleVisibility(),
              }))}
          />
        </div>
      </div>
      <Card
        className={cn(
          "@container transition-opacity",
          props.isStale && "opacity-60",
          hasAdded && "overflow-x-auto",
        )}
        aria-busy={props.isStale ?? false}
      >
        {rows.length === 0 ? (
          props.empty
        ) : (
          <table
            ref={element}
            // Enter on a row's link is a click too.
            onClickCapture={() => rememberTrail(rows.map((row) => props.rowHref(row)))}
            aria-rowcount={paging.onLoadOlder ? -1 : rows.length + 1}
            aria-label={name}
            className={cn(
              "block w-full border-collapse text-sm @2xl:table",
              view.density === "compact" ? "[--row:28px]" : "[--row:36px]",
            )}
          >
            <TableHead table={table} isSelectable={isSelectable} />
            <TableBody
              table={table}
              isSelectable={isSelectable}
              rowName={props.rowName}
              rowHref={props.rowHref}
            />
          </table>
        )}
        {rows.length > 0 && <Pager {...paging} />}
      </Card>
      <SelectionBar count={selected.length} what={what} onClear={() => setRowSelection({})}>
        {selectionActions?.(selected)}
      </SelectionBar>
    </>
  );
}

function Pager({ text, onLoadOlder, isLoading }: DataTableProps<object>["paging"]) {
  return (
    <div className="flex min-h-12 items-center justify-between gap-3 border-t border-line px-3 py-2 text-xs text-muted">
      <output>{text}</output>
      {onLoadOlder && (
        <Button size="sm" onClick={onLoadOlder} isPending={isLoading}>
          {isLoading ? "Loading…" : "Load older"}
        </Button>
      )}
    </div>
  );
}
