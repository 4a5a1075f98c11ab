import { describe, expect, it } from "vitest";
import { RateLimit } from "./rate-limit";

describe("the rate limit", () => {
  it("lets a burst through, then as many as it refills", () => {
    const limit = new RateLimit({ burst: 3, perSecond: 2 });
    for (let call = 0; call < 3; call += 1) limit.take("key", 0);
    expect(() => limit.take("key", 0)).toThrow("Too many requests");
    expect(() => limit.take("other key", 0)).not.toThrow();
    expect(() => limit.take("key", 500)).not.toThrow();
    expect(() => limit.take("key", 500)).toThrow("Too many requests");
    for (let call = 0; call < 3; call += 1) limit.take("key", 60_000);
    expect(() => limit.take("key", 60_000)).toThrow("Too many requests");
  });

  it("remembers a bounded number of callers", () => {
    const limit = new RateLimit({ burst: 1, perSecond: 1, maxCallers: 2 });
    for (const caller of ["a", "b", "c"]) limit.take(caller, 0);
    expect(() => limit.take("c", 0)).toThrow("Too many requests");
    expect(() => limit.take("a", 0)).not.toThrow();
  });
});
