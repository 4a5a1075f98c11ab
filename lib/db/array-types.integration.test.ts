import { expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { useHarness } from "./testing/harness";

const harness = useHarness();

test("arrays arrive as they were sent", async () => {
  const texts = [
    "plain",
    "",
    'a "quoted" \\ one',
    "{braces, and commas}",
    "two\nlines",
    null,
    "null",
    "NULL",
    "ü",
  ];
  const ids = [newId(), newId()];
  const [row] = await harness.db.sql`
    select ${texts}::text[] as texts, ${[1, -2]}::int[] as numbers, ${ids}::uuid[] as ids, ${[]}::text[] as none`;
  expect(row).toEqual({ texts, numbers: [1, -2], ids, none: [] });
});

test("a new connection asks for nothing that it was not told to", async () => {
  const asked = await harness.db.sql`
    select statement from pg_prepared_statements where statement like ${"%pg_type%"}`;
  expect(asked).toEqual([]);
});
