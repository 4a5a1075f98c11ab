import { expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { HostPacer } from "./host-pacer";

const harness = useHarness();

it("holds the rate of a host for all workers together, and lets others pass", async () => {
  const { db } = harness.runtime;
  const workers = [new HostPacer(db), new HostPacer(db)];
  const { signal } = new AbortController();
  await workers[0]?.take("https://one.example", { perSecond: 20, signal });
  const beganAtMs = performance.now();
  const turns = workers.flatMap((pacer) =>
    Array.from({ length: 10 }, () => pacer.take("https://one.example", { perSecond: 20, signal })),
  );
  expect(await workers[1]?.take("https://other.example", { perSecond: 20, signal })).toBe(true);
  expect(performance.now() - beganAtMs).toBeLessThan(500);
  expect(await Promise.all(turns)).not.toContain(false);
  expect(performance.now() - beganAtMs).toBeGreaterThan(950);
});

it("ends a wait when the worker stops", async () => {
  const pacer = new HostPacer(harness.runtime.db);
  const stopping = new AbortController();
  const take = () => pacer.take("https://slow.example", { perSecond: 1, signal: stopping.signal });
  await take();
  const waiting = take();
  stopping.abort();
  expect(await waiting).toBe(false);
});
