import postgres from "postgres";
import { expect, inject, it } from "vitest";
import { startUpstream } from ".";
import { receiveWebhook } from "../inbound";
import { Registry } from "../registry";
import { request, RIGHT, useAcmeWorld, webhook } from "../testing/acme-world";
import { insertSampleCheck } from "../testing/sample-check";

const world = useAcmeWorld();

/** Every commit that makes a provider reference known takes a while: what comes meanwhile does not see it. */
async function slowCommits(): Promise<() => Promise<void>> {
  const url = new URL(inject("adminUrl"));
  url.pathname = new URL(world.harness.databaseUrl).pathname;
  const admin = postgres(url.href, { max: 1, onnotice: () => {} });
  await admin.unsafe(`
    create function slow_commit() returns trigger language plpgsql as $$ begin perform pg_sleep(1.5); return null; end $$;
    create constraint trigger slow_commit after update on checks deferrable initially deferred for each row
      when (old.provider_reference is null and new.provider_reference is not null) execute function slow_commit()`);
  return () => admin.end();
}

async function untilCommitting(): Promise<void> {
  const waiting = () => world.harness.db.sql`
    select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  await expect.poll(async () => (await waiting()).length, { timeout: 10_000, interval: 20 }).toBe(1);
}

it("a webhook that comes while the check's reference is being committed is read", async () => {
  const done = await slowCommits();
  world.acme.json = { id: "acme-7" };
  const ctx = world.tenant();
  const outcome = '{ "kind": "pending", "providerReference": body.id }';
  const operations = { start: { request: request("/checks"), outcome }, ...webhook(RIGHT) };
  const provider = await world.newProvider({ ...world.connector(outcome), operations });
  const check = await insertSampleCheck(ctx, provider, {
    state: "accepted",
    startedAt: null,
    readyAt: ctx.now(),
    startAnswered: "plain",
  });

  const step = startUpstream(ctx, { checkId: check.id });
  await untilCommitting();
  const rawBody = Buffer.from(JSON.stringify({ check_id: "acme-7", verdict: "ok", who: "Ada" }));
  const received = await receiveWebhook(world.harness.runtime, new Registry(world.harness.runtime), {
    slug: provider.slug,
    method: "POST",
    target: `/hooks/${provider.slug}`,
    headers: {},
    rawBody,
    nowMs: Date.now(),
    remoteAddress: null,
  });
  expect(received).toMatchObject({ status: "accepted", checkId: null });
  expect(await step).toMatchObject({ do: "notify", afterMs: 0 });
  await done();
});
