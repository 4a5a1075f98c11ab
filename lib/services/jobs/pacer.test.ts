import { describe, expect, it } from "vitest";
import { Pacer } from "./pacer";

describe("the pace", () => {
  it("gives each host its slots one by one, and none after a stop", async () => {
    const pacer = new Pacer();
    const stopping = new AbortController();
    const options = { perSecond: 50, signal: stopping.signal };
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 6 }, () => pacer.take("a", options)));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
    expect(await pacer.take("b", options)).toBe(true);
    const late = pacer.take("a", { perSecond: 0.1, signal: stopping.signal });
    const never = pacer.take("a", options);
    stopping.abort();
    expect([await late, await never]).toEqual([false, false]);
  });
});
