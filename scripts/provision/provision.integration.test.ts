import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres } from "./postgres.mjs";
import { startTemporal } from "./temporal.mjs";

let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "gatehouse-provision-"));
});

afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

test("the runtime role owns nothing and cannot step around row-level security", async () => {
  const server = await startPostgres({ dataDir, throwaway: true });
  const roles = await query(
    server.appUrl,
    "select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname like 'gatehouse_%' order by 1",
  );
  expect(roles).toEqual([
    { rolname: "gatehouse_app", rolsuper: false, rolbypassrls: false, rolcreaterole: false },
    { rolname: "gatehouse_owner", rolsuper: false, rolbypassrls: false, rolcreaterole: true },
  ]);
  await expect(query(server.appUrl, "create table mine (id int)")).rejects.toThrow(
    "permission denied for schema public",
  );
  expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
  await server.stop();
});

test("data survives SIGKILL, and a server that a killed start left behind is replaced", async () => {
  const first = await startPostgres({ dataDir, throwaway: true });
  await query(first.ownerUrl, "create table kept (id int); insert into kept values (7)");
  process.kill(first.pid, "SIGKILL");
  await first.exited;
  const left = await startPostgres({ dataDir, throwaway: true });
  const next = await startPostgres({ dataDir, throwaway: true });
  expect(left.isRunning()).toBe(false);
  expect(await query(next.ownerUrl, "select id from kept")).toEqual([{ id: 7 }]);
  await next.stop();
});

test("two Temporal servers run at once, and each answers when it is handed over", async () => {
  const [one, two] = await Promise.all([
    startTemporal({ dataDir: join(dataDir, "one"), throwaway: true }),
    startTemporal({ dataDir: join(dataDir, "two"), throwaway: true, inMemory: true }),
  ]);
  expect(one.address).not.toBe(two.address);
  expect((await fetch(one.uiUrl)).status).toBe(200);
  await Promise.all([one.stop(), two.stop()]);
  expect([one.isRunning(), two.isRunning()]).toEqual([false, false]);
});
