import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { anyOf } from "./any-of";
import { tenants } from "./schema";
import { asTenant } from "./tenant";
import { useHarness } from "./testing/harness";

const harness = useHarness({ connections: 1 });

test("lists of every length are one statement, and find what is in them", async () => {
  const { db, tenantId } = await harness.newTenant();
  const lists = [[], [newId()], [newId(), tenantId], [tenantId, newId(), newId()]];
  const found = await asTenant(db, tenantId, async (tx) => {
    const counts: number[] = [];
    for (const list of lists)
      counts.push((await tx.select({ id: tenants.id }).from(tenants).where(anyOf(tenants.id, list))).length);
    return counts;
  });
  expect(found).toEqual([0, 0, 1, 1]);

  const prepared = await db.orm.execute(sql`
    select statement from pg_prepared_statements where statement like ${'%from "tenants" where%'}`);
  expect(prepared).toEqual([
    { statement: 'select "id" from "tenants" where "tenants"."id" = any($1::uuid[])' },
  ]);
});

test("texts are compared as texts", async () => {
  const { db, tenantId } = await harness.newTenant();
  const rows = await asTenant(db, tenantId, (tx) =>
    tx
      .select({ id: tenants.id })
      .from(tenants)
      .where(anyOf(tenants.slug, [`t-${tenantId}`, 'a "quoted", one'])),
  );
  expect(rows).toEqual([{ id: tenantId }]);
});
