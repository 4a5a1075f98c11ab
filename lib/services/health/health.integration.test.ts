import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/lib/db/client";
import { useHarness } from "@/lib/db/testing/harness";
import { checkHealth } from ".";

const harness = useHarness();
const working = async () => ({ isReachable: true, lastPollAgeMs: 1000 });

/** A port that takes connections and never says a word. */
const silent = createServer(() => {});
const opened: Database[] = [];
const databaseAt = (port: number): Database => {
  const database = openDatabase(`postgres://nobody:x@127.0.0.1:${port}/none`, { max: 1 });
  opened.push(database);
  return database;
};

beforeAll(
  () =>
    new Promise<void>((resolve) => {
      silent.listen(0, "127.0.0.1", resolve);
    }),
);
afterAll(() => {
  for (const database of opened) void database.close();
  silent.close();
});

describe("health", () => {
  it("is ok when Postgres, Temporal and a worker answer", async () => {
    expect(await checkHealth(harness.runtime, working)).toEqual({
      status: "ok",
      checks: { postgres: "ok", temporal: "ok", worker: "ok" },
    });
  });

  it("is degraded when no worker has asked for work lately, or Temporal is away: checks are still accepted", async () => {
    const idle = await checkHealth(harness.runtime, async () => ({
      isReachable: true,
      lastPollAgeMs: 71_000,
    }));
    expect(idle).toEqual({ status: "degraded", checks: { postgres: "ok", temporal: "ok", worker: "down" } });
    const away = await checkHealth(harness.runtime, () => Promise.reject(new Error("no connection")));
    expect(away).toEqual({
      status: "degraded",
      checks: { postgres: "ok", temporal: "down", worker: "down" },
    });
  });

  it("is down without Postgres, and says so within three seconds even if nothing answers at all", async () => {
    const { port } = silent.address() as AddressInfo;
    const startedAt = performance.now();
    const report = await checkHealth(
      { ...harness.runtime, db: databaseAt(port) },
      () => new Promise(() => {}),
    );
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(report).toEqual({
      status: "down",
      checks: { postgres: "down", temporal: "down", worker: "down" },
    });
  });
});
