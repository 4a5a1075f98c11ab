type Row = Record<string, unknown>;

export const printJson = (value: unknown): void =>
  void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

export const printLine = (text = ""): void => void process.stdout.write(`${text}\n`);

/** Rows as aligned columns under their names; `empty` when there are none. */
export function printTable(rows: readonly Row[], columns: readonly string[], empty: string): void {
  if (rows.length === 0) {
    printLine(empty);
    return;
  }
  const cells = rows.map((row) => columns.map((column) => cellText(row[column])));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  printLine(line(columns.map((column) => column.toUpperCase())));
  for (const row of cells) printLine(line(row));
}

/** One value as text for a person; `-` for nothing. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "-";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The objects of a list answer's `data`. */
export function rowsOf(answer: Row): Row[] {
  const data: unknown = answer["data"];
  return Array.isArray(data) ? data.filter((row): row is Row => typeof row === "object" && row !== null) : [];
}
