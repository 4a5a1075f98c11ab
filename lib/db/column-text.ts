/**
 * A column value as Postgres reads it from text; bytes as hex. Bulk statements send each column as one text array and
 * cast it, so that the statement is the same, and prepared, for every number of rows.
 */
export function columnText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString("hex");
  return typeof value === "string" ? value : JSON.stringify(value);
}
