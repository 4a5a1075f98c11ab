import { describe, expect, it } from "vitest";
import { parseFaults } from "./faults";
import { useSimulation } from "./testing/simulation";

const { simulate, start } = useSimulation();

describe("a one-time synchronous check", () => {
  it("completes with the answer to the start", async () => {
    await start({ template: "ONE_TIME_SYNCHRONOUS" });
    const result = await simulate();
    expect(result).toMatchObject({
      state: "completed",
      result: { decision: "PASS" },
      findings: [],
    });
  });

  it("is errored when the integration says so", async () => {
    await start({ template: "ONE_TIME_SYNCHRONOUS" });
    const result = await simulate({ demoResult: "ERROR_CONNECTION_TO_PROVIDER" });
    expect(result).toMatchObject({
      state: "errored",
      reason: "PROVIDER_CONNECTION: The provider could not be reached.",
      errors: [{ type: "PROVIDER_CONNECTION" }],
    });
  });

  it.each(["wrong-signature", "wrong-digest", "clock-offset=-60", "clock-offset=60"])(
    "is refused with the fault %s",
    async (fault) => {
      await start({ template: "ONE_TIME_SYNCHRONOUS" });
      const result = await simulate({ faults: parseFaults([fault]) });
      expect(result.state).toBe("protocol_error");
      expect(result.reason).toContain("answered 401");
    },
  );

  it.each([
    "date-suffix=UTC",
    "date-suffix=-0000",
    "hmac-sha256",
    "drop-final-quote",
    "host-unsigned",
    "unknown-members",
    "slow-body=0.1",
    "clock-offset=20",
  ])("completes with the variation %s", async (fault) => {
    await start({ template: "ONE_TIME_SYNCHRONOUS" });
    const result = await simulate({ faults: parseFaults([fault]) });
    expect(result).toMatchObject({ state: "completed", findings: [] });
  });

  it("says that nobody listens", async () => {
    const integration = await start({ template: "ONE_TIME_SYNCHRONOUS" });
    await integration.stop();
    const result = await simulate();
    expect(result.state).toBe("protocol_error");
    expect(result.reason).toContain("ECONNREFUSED");
  });
});

describe("a one-time polling check", () => {
  it("polls until an answer is final", async () => {
    const integration = await start({ template: "ONE_TIME_POLLING", pendingPolls: 2 });
    const result = await simulate();
    expect(result).toMatchObject({
      state: "completed",
      customData: { started: true, polls: 3 },
      findings: [],
    });
    expect(integration.log.filter((entry) => entry === "poll")).toHaveLength(3);
  });

  it("gives up after max_polls", async () => {
    await start({ template: "ONE_TIME_POLLING", pendingPolls: 9 });
    const result = await simulate();
    expect(result).toMatchObject({ state: "timed_out", reason: "still pending after 5 polls" });
  });
});

describe("calls made twice", () => {
  it("make one check of one id", async () => {
    const integration = await start({ template: "ONE_TIME_CALLBACK" });
    const result = await simulate({
      faults: parseFaults(["duplicate-start", "duplicate-ready", "duplicate-complete"]),
    });
    expect(result).toMatchObject({ state: "completed", findings: [] });
    expect(integration.checks.size).toBe(1);
    expect(integration.log.filter((entry) => entry === "callback 200")).toHaveLength(1);
  });

  it("are found out when a second check is made of them", async () => {
    await start({
      template: "ONE_TIME_CALLBACK",
      alter: (operation, answer) =>
        operation === "checks"
          ? { ...answer, json: { ...answer.json, reference: `ref-${Math.random()}` } }
          : answer,
    });
    const result = await simulate({ faults: parseFaults(["replay"]), callbackDeadlineMs: 50 });
    expect(result.findings).toContainEqual({
      severity: "violation",
      operation: "checks",
      path: "/reference",
      message: "a repeated start made a second check",
      clause: "15",
    });
  });
});
