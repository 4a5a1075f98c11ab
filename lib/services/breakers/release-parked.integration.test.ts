import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, inject, it } from "vitest";
import { notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "../context";
import { closeBreaker } from "./index";
import { useMaxsightHosts } from "./testing/maxsight-hosts";

const { attempt, clock, current, harness, newNotification, onlyBreaker, open } = useMaxsightHosts();

/** As a timeout does with a statement that moves far more: it takes a tenth of a millisecond for each. */
beforeAll(async () => {
  const url = new URL(inject("adminUrl"));
  url.pathname = new URL(harness.databaseUrl).pathname;
  const admin = postgres(url.href, { max: 1, onnotice: () => {} });
  await admin.unsafe(`
    create function end_large() returns trigger language plpgsql as $$ begin
      if (select count(*) from moved) > 10000 then raise 'canceling statement due to statement timeout'; end if;
      return null;
    end $$;
    create trigger end_large after update on notifications referencing new table as moved
      for each statement execute function end_large()`);
  await admin.end();
});

/** As many more as `like`, each of a check of its own, and later than it. */
async function park(ctx: ServiceContext, like: string, count: number): Promise<void> {
  const later = sql`created_at + place * interval '1 millisecond'`;
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.execute(sql`
      with model as (select n.*, place from notifications n, generate_series(1, ${count}::int) as place where n.id = ${like}::uuid),
      made as (
        insert into checks (id, tenant_id, provider_id, maxsight_id, reference, version, signing_key_id, environment,
          check_type, check_template, is_demo, state, outcome, created_at)
        select gen_random_uuid(), c.tenant_id, c.provider_id, gen_random_uuid(), 'ref-' || place, 1, c.signing_key_id,
          c.environment, c.check_type, c.check_template, false, c.state, c.outcome, ${later}
        from checks c, generate_series(1, ${count}::int) as place where c.id = (select check_id from model limit 1)
        returning id, created_at)
      insert into notifications (id, tenant_id, provider_id, check_id, kind, state, signing_key_id, api_base_url,
        next_attempt_at, created_at)
      select gen_random_uuid(), m.tenant_id, m.provider_id, made.id, m.kind, 'parked', m.signing_key_id, m.api_base_url,
        m.next_attempt_at, made.created_at
      from made, (select * from model limit 1) m`),
  );
}

it("a long outage is released in parts that take no longer than a statement may, one after the other", async () => {
  await open();
  const { ctx, toEu } = current();
  const first = await newNotification(ctx, toEu);
  await attempt(first);
  await park(ctx, first, 10_004);
  const breaker = await onlyBreaker();
  const { parked } = breaker;
  expect(await closeBreaker(ctx, { id: breaker.id, reason: "It is back" })).toMatchObject({ parked: 0 });
  expect((await onlyBreaker()).parked).toBe(0);
  const queued = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ at: notifications.nextAttemptAt })
      .from(notifications)
      .where(eq(notifications.state, "queued")),
  );
  const places = queued.map(({ at }) => ((at?.getTime() ?? 0) - clock.ms) / 50).toSorted((a, b) => a - b);
  expect(places).toEqual(Array.from({ length: parked }, (_, place) => place));
});
