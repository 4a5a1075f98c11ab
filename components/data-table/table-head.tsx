import type { ReactTable } from "@tanstack/react-table";
import { Checkbox } from "@/components/ui/checkbox";
import { ArrowDownIcon, ArrowUpIcon } from "@/components/ui/icons";
import { headerClasses } from "./cell-classes";
import type { features } from "./columns";

type TableHeadProps<Row extends object> = { table: ReactTable<typeof features, Row>; isSelectable: boolean };

// Rows that fold are laid out as a grid, which takes a table's meaning from it unless the roles are said.
const ROLES = { group: { role: "rowgroup" }, row: { role: "row" }, head: { role: "columnheader" } } as const;

/** Sticky names of the columns, and the checkbox for all of them. */
export function TableHead<Row extends object>({ table, isSelectable }: TableHeadProps<Row>) {
  return (
    <thead {...ROLES.group} className="hidden @2xl:table-header-group">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} {...ROLES.row}>
          {isSelectable && (
            <th
              {...ROLES.head}
              scope="col"
              className="sticky top-12 z-20 w-9 rounded-tl-lg border-b border-line bg-surface pl-3 text-left align-middle"
            >
              <Checkbox
                aria-label="Select all rows shown"
                checked={table.getIsAllRowsSelected()}
                isMixed={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </th>
          )}
          {group.headers.map((header) => {
            const meta = header.column.columnDef.meta;
            return (
              <th
                key={header.id}
                {...ROLES.head}
                scope="col"
                {...(meta?.sorted ? { "aria-sort": meta.sorted } : {})}
                className={`${headerClasses(meta)} first:rounded-tl-lg last:rounded-tr-lg`}
              >
                {String(header.column.columnDef.header)}
                {meta?.sorted === "descending" && (
                  <ArrowDownIcon size={11} className="ml-1 inline align-[-1px]" />
                )}
                {meta?.sorted === "ascending" && (
                  <ArrowUpIcon size={11} className="ml-1 inline align-[-1px]" />
                )}
              </th>
            );
          })}
        </tr>
      ))}
    </thead>
  );
}
