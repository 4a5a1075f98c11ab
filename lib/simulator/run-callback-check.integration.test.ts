import { describe, expect, it } from "vitest";
import { parseFaults } from "./faults";
import { useSimulation } from "./testing/simulation";

const simulation = useSimulation();
const { simulate, start, steps } = simulation;

describe("a one-time callback check", () => {
  it("completes after the callback", async () => {
    const integration = await start({ template: "ONE_TIME_CALLBACK" });
    const result = await simulate();
    expect(result).toMatchObject({ state: "completed", findings: [] });
    expect(integration.log).toEqual(["metadata", "config", "checks", "ready", "callback 200", "complete"]);
  });

  it("survives a callback endpoint that fails twice", async () => {
    const integration = await start({ template: "ONE_TIME_CALLBACK" });
    const result = await simulate({ faults: parseFaults(["callback-500=2"]) });
    expect(result.state).toBe("completed");
    expect(integration.log.filter((entry) => entry.startsWith("callback"))).toEqual([
      "callback 500",
      "callback 500",
      "callback 200",
    ]);
  });

  it("survives a silent callback endpoint", async () => {
    const integration = await start({ template: "ONE_TIME_CALLBACK" });
    const result = await simulate({ faults: parseFaults(["callback-silence=1"]) });
    expect(result.state).toBe("completed");
    expect(integration.log).toContain("callback failed");
  });

  it("fetches once when the acknowledgement is lost and the callback comes again", async () => {
    const integration = await start({ template: "ONE_TIME_CALLBACK" });
    const result = await simulate({ faults: parseFaults(["lost-acknowledgement=1"]) });
    expect(result.state).toBe("completed");
    await expect
      .poll(() => integration.log.filter((entry) => entry.startsWith("callback")))
      .toEqual(["callback failed", "callback 200"]);
    expect(integration.log.filter((entry) => entry === "complete")).toHaveLength(1);
  });

  it("puts up with a missing ready route when the callback comes anyway", async () => {
    const integration = await start({
      template: "ONE_TIME_CALLBACK",
      alter: (operation, answer) => (operation === "ready" ? { status: 404, json: {} } : answer),
    });
    const pending = simulate();
    await expect.poll(() => integration.checks.size).toBe(1);
    const [reference] = [...integration.checks.keys()];
    // The reference integration calls back from ready only; this one has none.
    await expect.poll(() => integration.log.includes("ready")).toBe(true);
    const body = { provider_id: integration.providerId, reference };
    await integration.send("/integrations/v1/callbacks", body);
    expect(await pending).toMatchObject({
      state: "completed",
      findings: [{ severity: "warning", operation: "ready" }],
    });
  });

  it("says ready again while the answer has errors", async () => {
    let refusals = 2;
    const integration = await start({
      template: "ONE_TIME_CALLBACK",
      alter: (operation, answer) => {
        if (operation !== "ready" || refusals === 0) return answer;
        refusals -= 1;
        return { status: 200, json: { errors: [{ type: "INTEGRATION", message: "Unknown reference." }] } };
      },
    });
    expect(await simulate()).toMatchObject({ state: "completed" });
    expect(integration.log.filter((entry) => entry === "ready")).toHaveLength(3);
  });

  it("refuses a callback that is signed with another key", async () => {
    await start({
      template: "ONE_TIME_CALLBACK",
      callbackKey: { keyId: "AAECAwQF", key: new Uint8Array(32) },
    });
    const result = await simulate({ callbackDeadlineMs: 300 });
    expect(result.state).toBe("timed_out");
    expect(steps.some((step) => step.includes("401  signature refused: signature_mismatch"))).toBe(true);
  });

  it("answers 404 for a pair nobody started", async () => {
    const integration = await start({
      template: "ONE_TIME_CALLBACK",
      alterCallback: ({ path, body }) => ({ path, body: { ...body, reference: "someone-else" } }),
    });
    const result = await simulate({ callbackDeadlineMs: 300 });
    expect(result.state).toBe("timed_out");
    expect(integration.log).toContain("callback 404");
  });

  it("can be stopped and started again on the same port", async () => {
    const integration = await start({ template: "ONE_TIME_CALLBACK" });
    const receiver = simulation.receiver();
    const { port } = receiver;
    await receiver.stop();
    const pending = simulate();
    await expect.poll(() => integration.log.includes("callback failed")).toBe(true);
    await receiver.start();
    expect(receiver.port).toBe(port);
    expect(await pending).toMatchObject({ state: "completed" });
  });

  it("serves many checks with one receiver", async () => {
    await start({ template: "ONE_TIME_CALLBACK" });
    const results = await Promise.all(Array.from({ length: 20 }, () => simulate()));
    expect(results.map(({ state }) => state)).toEqual(Array.from({ length: 20 }, () => "completed"));
  });
});
