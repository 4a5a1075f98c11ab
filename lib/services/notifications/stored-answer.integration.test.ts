import postgres from "postgres";
import { beforeEach, describe, expect, inject, it } from "vitest";
import type { ServiceContext } from "../context";
import { attemptNotification, getNotification } from "./index";
import { useNotifiedMaxsight } from "./testing/notified-maxsight";

const world = useNotifiedMaxsight();
const { attempt, harness, maxsight, newNotification } = world;
let ctx: ServiceContext;
beforeEach(() => {
  ({ ctx } = world.current());
});

function asAdmin() {
  const url = new URL(inject("adminUrl"));
  url.pathname = new URL(harness.databaseUrl).pathname;
  return postgres(url.href, { max: 1, onnotice: () => {} });
}

/** Postgres takes no connection for a while and has ended those that there were. */
async function beAway(forMs: number): Promise<void> {
  const name = new URL(harness.databaseUrl).pathname.slice(1);
  const admin = asAdmin();
  await admin.unsafe(`alter database ${name} connection limit 0`);
  await admin`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`;
  setTimeout(() => {
    void admin.unsafe(`alter database ${name} connection limit -1`).then(() => admin.end());
  }, forMs);
}

const acknowledged = {
  state: "acknowledged",
  attempts: 1,
  attemptRows: [{ status: 200, errorCode: null, ackId: "cb-1" }],
};

describe("an answer of Maxsight", () => {
  it("is kept when what is next cannot be decided, so that nothing is sent twice", async () => {
    const { id } = await newNotification();
    const undecidable = () => Promise.reject(new Error("the definition cannot be read"));
    const result = await attemptNotification(ctx, { notificationId: id, trigger: "auto" }, undecidable);
    expect(result).toMatchObject({ status: "attempted", next: undefined });
    expect(await getNotification(ctx, { id })).toMatchObject(acknowledged);
    expect(await attempt(id)).toEqual({ status: "not_due" });
    expect(maxsight.calls).toHaveLength(1);
  });

  it("is given back when the breaker of the host cannot be told of it", async () => {
    const admin = asAdmin();
    await admin.unsafe("alter table breakers add constraint no_breaker check (false) not valid");
    maxsight.answers = [{ status: 503 }];
    for (let failed = 0; failed < 10; failed += 1) {
      const { id } = await newNotification();
      expect(await attempt(id)).toMatchObject({ status: "attempted" });
    }
    await admin.unsafe("alter table breakers drop constraint no_breaker");
    await admin.end();
  });

  it("outlasts a Postgres that is away when it comes", async () => {
    const { id } = await newNotification();
    maxsight.onCall = () => beAway(1_000);
    const result = await attemptNotification(
      ctx,
      { notificationId: id, trigger: "auto" },
      async () => "next",
    );
    expect(result).toMatchObject({ status: "attempted" });
    expect(await getNotification(ctx, { id })).toMatchObject(acknowledged);
    expect(maxsight.calls).toHaveLength(1);
  });
});
