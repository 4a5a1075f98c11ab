import * as fc from "fast-check";

/** What breaks parsers, databases and templates, beside what a person would never type. */
const TEXTS = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202e\u0301",
  "😀".repeat(50),
  "x".repeat(5_000),
  "' or 1=1; --",
  "{{ secrets.api_key }}",
  "../../../etc/passwd",
  "<script>alert(1)</script>",
  "DEMO-IMAGE-FRONT",
  "__proto__",
  "null",
  "NaN",
  "2024-02-30",
  "AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA",
];

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Any JSON value, often a nasty one. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    -0,
    2 ** 53,
    1e21,
    [],
    {},
    [[]],
    [null],
    nested(200),
  ),
  fc.constantFrom<unknown>(...TEXTS),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** One change: down into the value by the picks, then that. */
export type Step = { picks: number[]; how: "replace" | "delete" | "wrap" | "rename"; value: unknown };

const step: fc.Arbitrary<Step> = fc.record({
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
  how: fc.constantFrom("replace", "replace", "replace", "delete", "wrap", "rename"),
  value: hostileJson,
});

/** Changes at random places of a valid value; none at all in half of the cases. */
export const changes: fc.Arbitrary<readonly Step[]> = fc.oneof(
  fc.constant([]),
  fc.array(step, { minLength: 1, maxLength: 3 }),
);

/** A copy of `value` with the changes made. */
export function change(value: unknown, steps: readonly Step[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const { picks, how, value: put } of steps) changeAt(copy, picks, { how, put });
  return copy;
}

function changeAt(
  node: unknown,
  [pick = 0, ...rest]: number[],
  how: { how: Step["how"]; put: unknown },
): void {
  if (typeof node !== "object" || node === null) return;
  const keys = Object.keys(node);
  const key = keys[pick % Math.max(1, keys.length)];
  if (key === undefined) return;
  const holder = node as Record<string, unknown>;
  const member = holder[key];
  if (rest.length > 0 && typeof member === "object" && member !== null) {
    changeAt(member, rest, how);
    return;
  }
  if (how.how === "replace") holder[key] = how.put;
  else if (how.how === "wrap") holder[key] = [member];
  else if (Array.isArray(node)) node.splice(Number(key), 1);
  else {
    delete holder[key];
    if (how.how === "rename") holder[`${key}_`] = member;
  }
}
