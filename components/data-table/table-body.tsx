import Link from "next/link";
import type { ReactTable } from "@tanstack/react-table";
import { cn } from "@/components/ui/cn";
import { Checkbox } from "@/components/ui/checkbox";
import { cellClasses, ROW_CLASSES } from "./cell-classes";
import type { features } from "./columns";

type TableBodyProps<Row extends object> = {
  table: ReactTable<typeof features, Row>;
  isSelectable: boolean;
  rowName: (row: Row) => string;
  rowHref: (row: Row) => string;
};

const ROLES = { group: { role: "rowgroup" }, row: { role: "row" }, cell: { role: "cell" } } as const;

/** The rows. The link of a row covers all of it; what can be used inside stands above the link. */
export function TableBody<Row extends object>({
  table,
  isSelectable,
  rowName,
  rowHref,
}: TableBodyProps<Row>) {
  return (
    <tbody {...ROLES.group} className="block @2xl:table-row-group">
      {table.getRowModel().rows.map((row) => (
        <tr
          key={row.id}
          {...ROLES.row}
          data-row-id={row.id}
          {...(row.getIsSelected() ? { "data-selected": "" } : {})}
          className={cn(ROW_CLASSES, isSelectable ? "pl-3.5" : "pl-0.5")}
        >
          {isSelectable && (
            <td {...ROLES.cell} className="row-span-2 self-center align-middle @2xl:w-9 @2xl:pl-3">
              <Checkbox
                className="z-10"
                aria-label={`Select ${rowName(row.original)}`}
                checked={row.getIsSelected()}
                onChange={row.getToggleSelectedHandler()}
              />
            </td>
          )}
          {row.getVisibleCells().map((cell) => {
            const meta = cell.column.columnDef.meta;
            const content = <table.FlexRender cell={cell} />;
            return (
              <td key={cell.id} {...ROLES.cell} className={cellClasses(meta)}>
                {meta?.isLink ? (
                  <Link
                    href={rowHref(row.original)}
                    prefetch={false}
                    data-row-link=""
                    aria-label={rowName(row.original)}
                    className="block truncate outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                  >
                    {content}
                  </Link>
                ) : (
                  content
                )}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}
