/** State that travels with a check: always a JSON object (PROTOCOL 9.6). */
export type CustomData = Record<string, unknown>;

/**
 * Merges from oldest to newest: a newer top-level key replaces the older one whole, keys not mentioned stay (PROTOCOL
 * 9.6, OPEN 33 and 34). Absent and null count as empty; anything that is not an object is ignored.
 */
export function mergeCustomData(...sources: readonly unknown[]): CustomData {
  // Object.fromEntries defines keys instead of assigning them, so a `__proto__` member stays plain data.
  return Object.fromEntries(
    sources.flatMap((source) => (isCustomData(source) ? Object.entries(source) : [])),
  );
}

/** Whether a received value may be called custom_data at all; arrays and scalars may not. */
export function isCustomData(value: unknown): value is CustomData {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
