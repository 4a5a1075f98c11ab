import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { asTenant } from "./tenant";
import { useHarness } from "./testing/harness";

// One connection for verbs: the next transaction gets the place in the pool of the one that was lost.
const harness = useHarness({ connections: 1 });

const readPid = sql<{ pid: number }>`select pg_backend_pid() as pid`;

function newGate<Value = void>() {
  const gate = {} as { pass: (value: Value) => void; passed: Promise<Value> };
  gate.passed = new Promise((resolve) => (gate.pass = resolve));
  return gate;
}

/** As a restart of Postgres or a failover does. Over a connection of another pool. */
async function endBackend(pid: unknown): Promise<void> {
  await harness.db.sql`select pg_terminate_backend(${Number(pid)}::int)`;
}

test("what a transaction sends after its connection is gone runs nowhere", async () => {
  const { db, tenantId } = await harness.newTenant();
  const isGone = newGate();
  const late = newGate<unknown>();
  const lost = asTenant(db, tenantId, async (tx) => {
    const [backend] = await tx.execute(readPid);
    await endBackend(backend?.["pid"]);
    await isGone.passed;
    await tx.execute(readPid).then(late.pass, late.pass);
  });
  await expect(lost).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });

  await asTenant(db, tenantId, async (tx) => {
    await tx.execute(readPid);
    isGone.pass();
    expect(await late.passed).toMatchObject({ cause: { code: "CONNECTION_CLOSED" } });
  });
});

test("the next transaction after a lost connection succeeds", async () => {
  const { db, tenantId } = await harness.newTenant();
  for (let time = 0; time < 5; time += 1) {
    const pid = newGate<unknown>();
    const lost = asTenant(db, tenantId, async (tx) => {
      const [backend] = await tx.execute(readPid);
      pid.pass(backend?.["pid"]);
      await tx.execute(sql`select pg_sleep(20)`);
    });
    await Promise.all([expect(lost).rejects.toThrow(), pid.passed.then(endBackend)]);

    const backends = await asTenant(db, tenantId, (tx) => tx.execute(readPid));
    expect(backends).toHaveLength(1);
  }
});

test("connections that were lost while nobody used them cost nobody a failure", async () => {
  const { db, tenantId } = await harness.newTenant();
  for (let time = 0; time < 5; time += 1) {
    const [backend] = await asTenant(db, tenantId, (tx) => tx.execute(readPid));
    await endBackend(backend?.["pid"]);
    const [next] = await asTenant(db, tenantId, (tx) => tx.execute(readPid));
    expect(next).not.toEqual(backend);
  }
});

test("a transaction that fails is rolled back, and its connection is used again", async () => {
  const { db, tenantId } = await harness.newTenant();
  const [before] = await asTenant(db, tenantId, (tx) => tx.execute(readPid));
  const failing = asTenant(db, tenantId, (tx) => tx.execute(sql`select 1 / 0`));
  await expect(failing).rejects.toMatchObject({ cause: { code: "22012" } });
  const [after] = await asTenant(db, tenantId, (tx) => tx.execute(readPid));
  expect(after).toEqual(before);
});
