import { eq } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { checks, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { type CheckId } from "@/lib/ids";
import { nextStep, pollUpstream } from "../checks";
import type { ServiceContext } from "../context";
import { insertSampleBreaker } from "../testing/sample-breaker";
import { insertSampleCheck } from "../testing/sample-check";
import { createSampleProvider } from "../testing/sample-provider";
import { closeBreaker } from "./index";
import { useMaxsightHosts } from "./testing/maxsight-hosts";

const world = useMaxsightHosts();
const { attempt, clock, harness, newNotification, onlyBreaker, open, read } = world;
let ctx: ServiceContext;
beforeEach(() => {
  ({ ctx } = world.current());
});

/** Who parks something, or asks the breaker on account of a check that is due, takes a second to commit it. */
beforeAll(async () => {
  const url = new URL(inject("adminUrl"));
  url.pathname = new URL(harness.databaseUrl).pathname;
  const admin = postgres(url.href, { max: 1, onnotice: () => {} });
  await admin.unsafe(`
    create function slow_commit() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$;
    create constraint trigger slow_parking after update on notifications deferrable initially deferred for each row
      when (new.state = 'parked') execute function slow_commit();
    create constraint trigger slow_putting_off after update on checks deferrable initially deferred for each row
      when (old.next_poll_at < new.next_poll_at) execute function slow_commit();
    create constraint trigger slow_beginning after update on checks deferrable initially deferred for each row
      when (new.engine_due_at is null and old.engine_due_at is not null) execute function slow_commit()`);
  await admin.end();
});

async function untilCommitting(): Promise<void> {
  const waiting = () => harness.db.sql`
    select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  await expect.poll(async () => (await waiting()).length, { timeout: 10_000, interval: 20 }).toBe(1);
}

const close = (id: string) => closeBreaker(ctx, { id, reason: "It is back" });

describe("what is parked while the breaker closes", () => {
  it("is released when it is a notification", async () => {
    await open();
    const id = await newNotification(ctx, world.current().toEu);
    const parking = attempt(id);
    await untilCommitting();
    await close((await onlyBreaker()).id);
    expect(await parking).toEqual({ status: "not_due" });
    expect(await read(id)).toMatchObject({ state: "queued", inMs: 0, dueInMs: 0 });
  });

  it("is released when it is a poll", async () => {
    const { breakerId, checkId } = await dueBehindBreaker();
    const parking = pollUpstream(ctx, { checkId });
    await untilCommitting();
    await close(breakerId);
    await parking;
    expect(await nextStep(ctx, { checkId })).toEqual({ do: "poll", afterMs: 0 });
  });

  it("is not put off when it is a poll that has yet to be", async () => {
    const { breakerId, checkId } = await dueBehindBreaker({ engineDueAt: ctx.now() });
    const polling = pollUpstream(ctx, { checkId });
    await untilCommitting();
    await close(breakerId);
    expect(await polling).toEqual({ do: "poll", afterMs: 0 });
  });

  it("is released when somebody holds its check at that moment", async () => {
    await open();
    const id = await newNotification(ctx, world.current().toEu);
    await attempt(id);
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const { checkId } = await rowOf(id);
    const holding = asTenant(ctx.db, ctx.tenantId, async (tx) => {
      await tx
        .select()
        .from(checks)
        .where(eq(checks.id, checkId as CheckId))
        .for("update");
      await held;
    });
    const closing = close((await onlyBreaker()).id);
    await expect.poll(async () => (await onlyBreaker()).state).toBe("closed");
    letGo();
    await Promise.all([holding, closing]);
    expect(await read(id)).toMatchObject({ state: "queued", inMs: 0, dueInMs: 0 });
  });
});

/** A check whose poll is due while the breaker of its provider is open. */
async function dueBehindBreaker(changes: { engineDueAt?: Date } = {}) {
  const provider = await createSampleProvider(ctx, {
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
    connector: {
      kind: "http",
      base_url: "http://127.0.0.1:9",
      operations: {
        start: { request: { method: "POST", path: "/checks" }, outcome: '{ "kind": "pending" }' },
        poll: { request: { method: "GET", path: "/checks/1" }, every: "20s", outcome: "body" },
      },
    },
  });
  const { id: breakerId } = await insertSampleBreaker(ctx, {
    scope: "provider",
    key: provider.providerId,
    timesOpened: 1,
    nextProbeAt: new Date(clock.ms + 30_000),
  });
  const { id } = await insertSampleCheck(ctx, provider, { nextPollAt: ctx.now(), ...changes });
  return { breakerId, checkId: id };
}

async function rowOf(id: string) {
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.select().from(notifications).where(eq(notifications.id, id)),
  );
  if (row === undefined) throw new Error("no notification");
  return row;
}
