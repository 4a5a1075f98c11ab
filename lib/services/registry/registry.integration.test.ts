import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { pauseProvider } from "../providers";
import { createSampleProvider } from "../testing/sample-provider";
import { Registry } from ".";

const harness = useHarness();
let stop = async () => {};
afterEach(() => stop());

async function listening(): Promise<Registry> {
  const registry = new Registry(harness.runtime);
  stop = await registry.listen();
  return registry;
}

describe("the registry", () => {
  it("keeps a provider in memory while two thousand unknown slugs are asked for", async () => {
    const registry = await listening();
    const { slug } = await createSampleProvider(await harness.newTenant());
    await registry.find(slug);
    // The news of its making may still be on their way.
    await sleep(200);
    const first = registry.find(slug);
    expect((await first)?.slug).toBe(slug);
    for (let index = 0; index < 2_000; index += 100) {
      const scan = Array.from({ length: 100 }, (_, at) => registry.find(`no-such-${index + at}`));
      expect(await Promise.all(scan)).toEqual(Array.from({ length: 100 }, () => null));
    }
    expect(registry.find(slug)).toBe(first);
    expect(registry.find("no-such-1999")).toBe(registry.find("no-such-1999"));
  });

  it("shares one read among those who ask at the same time", async () => {
    const registry = await listening();
    const { slug } = await createSampleProvider(await harness.newTenant());
    const first = registry.find(slug);
    expect(registry.find(slug)).toBe(first);
    await first;
  });

  it("finds a provider registered after somebody asked for it, and its changes, at once", async () => {
    const registry = await listening();
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx);
    expect((await registry.find(slug))?.status).toBe("live");
    await pauseProvider(ctx, slug, {});
    await expect.poll(async () => (await registry.find(slug))?.status, { timeout: 5_000 }).toBe("paused");
  });

  it("keeps nothing before it listens", async () => {
    const registry = new Registry(harness.runtime);
    const { slug } = await createSampleProvider(await harness.newTenant());
    const first = registry.find(slug);
    await first;
    const second = registry.find(slug);
    expect(second).not.toBe(first);
    // The pool is closed when the tests are over: a read that is still out would fail then, and nobody would hear it.
    await second;
  });
});
