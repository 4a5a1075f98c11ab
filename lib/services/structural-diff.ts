/** One place in which two JSON values differ. `path` is a JSON pointer, into the new value where it is there. */
export type DiffEntry =
  | { kind: "added"; path: string; after: unknown }
  | { kind: "removed"; path: string; before: unknown }
  | { kind: "changed"; path: string; before: unknown; after: unknown };

/**
 * Where two JSON values differ, member by member. Lists whose items have an identity (`provider.hit_id` or `id`) are
 * compared item to item whatever their order; other lists by position. Pure.
 */
export function diffJson(before: unknown, after: unknown, path = ""): DiffEntry[] {
  if (isObject(before) && isObject(after)) return diffObjects(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  return Object.is(before, after) ? [] : [{ kind: "changed", path, before, after }];
}

type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const pointer = (path: string, part: string | number): string =>
  `${path}/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`;

function diffObjects(before: JsonObject, after: JsonObject, path: string): DiffEntry[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const place = pointer(path, name);
    if (before[name] === undefined) return after[name] === undefined ? [] : [added(place, after[name])];
    if (after[name] === undefined) return [removed(place, before[name])];
    return diffJson(before[name], after[name], place);
  });
}

function diffLists(before: unknown[], after: unknown[], path: string): DiffEntry[] {
  const left = keyed(before);
  const right = keyed(after);
  if (left === null || right === null) return diffByPosition(before, after, path);
  const gone = [...left].filter(([key]) => !right.has(key));
  return [
    ...gone.map(([, { item, index }]) => removed(pointer(path, index), item)),
    ...[...right].flatMap(([key, { item, index }]) => {
      const old = left.get(key);
      const place = pointer(path, index);
      return old === undefined ? [added(place, item)] : diffJson(old.item, item, place);
    }),
  ];
}

function diffByPosition(before: unknown[], after: unknown[], path: string): DiffEntry[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) => {
    const place = pointer(path, index);
    if (index >= before.length) return [added(place, after[index])];
    if (index >= after.length) return [removed(place, before[index])];
    return diffJson(before[index], after[index], place);
  });
}

type Keyed = Map<string, { item: unknown; index: number }>;

/** Items by identity; null when one has none or two share one. */
function keyed(list: unknown[]): Keyed | null {
  const items: Keyed = new Map();
  for (const [index, item] of list.entries()) {
    const key = identityOf(item);
    if (key === null || items.has(key)) return null;
    items.set(key, { item, index });
  }
  return items;
}

function identityOf(item: unknown): string | null {
  if (!isObject(item)) return null;
  const provider = item["provider"];
  const id = isObject(provider) && provider["hit_id"] !== undefined ? provider["hit_id"] : item["id"];
  return typeof id === "string" || typeof id === "number" ? String(id) : null;
}

const added = (path: string, after: unknown): DiffEntry => ({ kind: "added", path, after });
const removed = (path: string, before: unknown): DiffEntry => ({ kind: "removed", path, before });
