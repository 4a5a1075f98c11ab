import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { tenants } from "./schema";
import { asTenant } from "./tenant";
import { useHarness } from "./testing/harness";

const harness = useHarness();

test("a query of a verb is planned once per connection", async () => {
  const { db, tenantId } = await harness.newTenant();
  const prepared = await asTenant(db, tenantId, async (tx) => {
    for (let time = 0; time < 3; time += 1)
      await tx.select({ slug: tenants.slug }).from(tenants).where(eq(tenants.id, tenantId));
    return tx.execute(sql`
      select name, (generic_plans + custom_plans)::int as runs from pg_prepared_statements
      where statement like 'select "slug" from "tenants"%'`);
  });
  expect(prepared).toHaveLength(1);
  expect(prepared[0]?.["runs"]).toBe(3);
});

test("a query outside of a transaction is prepared too", async () => {
  const rows = await harness.db.orm.execute<{ runs: number }>(sql`
    select count(*)::int as runs from pg_prepared_statements where statement like ${"%pg_prepared_statements%"}`);
  expect(rows[0]?.runs).toBe(1);
});

test("several statements without parameters still go as one", async () => {
  const rows = await harness.db.orm.execute(sql.raw("select 1 as one; select 2 as two"));
  expect(rows).toHaveLength(2);
});
