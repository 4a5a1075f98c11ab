import { describe, expect, it } from "vitest";
import { parseFaults } from "./faults";
import { useSimulation } from "./testing/simulation";

const { simulate, start, steps } = useSimulation();

describe("a monitored check", () => {
  it("fetches the first result and cancels", async () => {
    const integration = await start({ template: "MONITORED_CALLBACK" });
    const result = await simulate();
    expect(result).toMatchObject({
      state: "completed",
      findings: [],
      updates: [{ occurred_at: "2024-05-01T10:00:00Z" }],
    });
    expect(integration.log.at(-1)).toBe("cancel_checks");
  });

  it("finds no stray notify after a cancel in flight", async () => {
    await start({ template: "MONITORED_CALLBACK" });
    const result = await simulate({ faults: parseFaults(["cancel-in-flight"]) });
    expect(result).toMatchObject({
      state: "completed",
      reason: "cancelled before its result was fetched",
      findings: [],
    });
  });
});

describe("a monitored check with several updates", () => {
  it("fetches every update and stops when it is told to", async () => {
    const integration = await start({ template: "MONITORED_CALLBACK" });
    const pending = simulate({ monitoring: { updates: 3 } });
    await expect.poll(() => integration.log.filter((entry) => entry === "get_result").length).toBe(1);
    const [reference = ""] = [...integration.checks.keys()];
    await integration.notify(reference);
    await expect.poll(() => integration.log.filter((entry) => entry === "get_result").length).toBe(2);
    await integration.notify(reference);
    const result = await pending;
    expect(result).toMatchObject({ state: "completed" });
    expect(result.updates).toHaveLength(3);
  });

  it("keeps what it has when nobody wants more", async () => {
    const integration = await start({ template: "MONITORED_CALLBACK" });
    const stop = new AbortController();
    const pending = simulate({ monitoring: { updates: 5, cancel: false }, signal: stop.signal });
    await expect.poll(() => integration.log.includes("get_result")).toBe(true);
    await expect.poll(() => steps.includes("state DONE")).toBe(true);
    stop.abort();
    expect(await pending).toMatchObject({ state: "completed", updates: [{}] });
    expect(integration.log).not.toContain("cancel_checks");
  });
});
