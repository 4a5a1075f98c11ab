/** Text that a spreadsheet would read as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** One row of a CSV file (RFC 4180). A cell that a spreadsheet would calculate is kept from it by an apostrophe. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => csvCell(cell)).join(",")}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
