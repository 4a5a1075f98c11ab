import { describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { seedDemo } from "./seed-demo";

const harness = useHarness();

describe("the demo seed", () => {
  it("makes a tenant, an owner and one provider per template, and repeats without changing anything", async () => {
    const first = await seedDemo(harness.runtime);
    expect(first.created).toBe(true);
    expect(first.owner.password).toHaveLength(20);
    expect(first.demo.url).toBe("http://gatehouse.test/p/northwind-documents/");
    expect(first.providers.map(({ template }) => template)).toEqual([
      "ONE_TIME_CALLBACK",
      "ONE_TIME_SYNCHRONOUS",
      "ONE_TIME_POLLING",
      "MONITORED_CALLBACK",
    ]);
    const second = await seedDemo(harness.runtime);
    expect(second).toEqual({ ...first, owner: { email: "owner@gatehouse.local" }, created: false });
  });
});
