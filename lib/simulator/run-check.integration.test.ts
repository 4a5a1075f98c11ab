import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  startReferenceIntegration,
  type ReferenceIntegration,
  type ReferenceOptions,
} from "@/lib/validation/testing/reference-integration";
import { parseFaults } from "./faults";
import { Receiver } from "./receiver";
import { simulateCheck, type SimulateOptions } from "./run-check";
import { describeStep } from "./trace";

let receiver: Receiver;
let integration: ReferenceIntegration;

beforeEach(async () => {
  receiver = new Receiver();
  await receiver.start();
});

afterEach(async () => {
  await integration.stop();
  await receiver.stop();
});

async function start(options: ReferenceOptions): Promise<void> {
  integration = await startReferenceIntegration({ maxsightUrl: () => receiver.url, ...options });
}

const steps: string[] = [];

function simulate(options: Partial<SimulateOptions> = {}) {
  steps.length = 0;
  return simulateCheck({
    baseUrl: integration.url,
    secret: integration.secret,
    demoResult: "ANY",
    receiver,
    timeScale: 0.01,
    callbackDeadlineMs: 2000,
    onStep: (step) => steps.push(describeStep(step)),
    ...options,
  });
}

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
    await start({ template: "ONE_TIME_SYNCHRONOUS" });
    await integration.stop();
    const result = await simulate();
    expect(result.state).toBe("protocol_error");
    expect(result.reason).toContain("ECONNREFUSED");
  });
});

describe("a one-time polling check", () => {
  it("polls until an answer is final", async () => {
    await start({ template: "ONE_TIME_POLLING", pendingPolls: 2 });
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

describe("a one-time callback check", () => {
  it("completes after the callback", async () => {
    await start({ template: "ONE_TIME_CALLBACK" });
    const result = await simulate();
    expect(result).toMatchObject({ state: "completed", findings: [] });
    expect(integration.log).toEqual(["metadata", "config", "checks", "ready", "callback 200", "complete"]);
  });

  it("survives a callback endpoint that fails twice", async () => {
    await start({ template: "ONE_TIME_CALLBACK" });
    const result = await simulate({ faults: parseFaults(["callback-500=2"]) });
    expect(result.state).toBe("completed");
    expect(integration.log.filter((entry) => entry.startsWith("callback"))).toEqual([
      "callback 500",
      "callback 500",
      "callback 200",
    ]);
  });

  it("survives a silent callback endpoint", async () => {
    await start({ template: "ONE_TIME_CALLBACK" });
    const result = await simulate({ faults: parseFaults(["callback-silence=1"]) });
    expect(result.state).toBe("completed");
    expect(integration.log).toContain("callback failed");
  });

  it("fetches once when the acknowledgement is lost and the callback comes again", async () => {
    await start({ template: "ONE_TIME_CALLBACK" });
    const result = await simulate({ faults: parseFaults(["lost-acknowledgement=1"]) });
    expect(result.state).toBe("completed");
    await expect
      .poll(() => integration.log.filter((entry) => entry.startsWith("callback")))
      .toEqual(["callback failed", "callback 200"]);
    expect(integration.log.filter((entry) => entry === "complete")).toHaveLength(1);
  });

  it("puts up with a missing ready route when the callback comes anyway", async () => {
    await start({
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
    await start({
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
    await start({
      template: "ONE_TIME_CALLBACK",
      alterCallback: ({ path, body }) => ({ path, body: { ...body, reference: "someone-else" } }),
    });
    const result = await simulate({ callbackDeadlineMs: 300 });
    expect(result.state).toBe("timed_out");
    expect(integration.log).toContain("callback 404");
  });

  it("can be stopped and started again on the same port", async () => {
    await start({ template: "ONE_TIME_CALLBACK" });
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

describe("a monitored check", () => {
  it("fetches the first result and cancels", async () => {
    await start({ template: "MONITORED_CALLBACK" });
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
    await start({ template: "MONITORED_CALLBACK" });
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
    await start({ template: "MONITORED_CALLBACK" });
    const stop = new AbortController();
    const pending = simulate({ monitoring: { updates: 5, cancel: false }, signal: stop.signal });
    await expect.poll(() => integration.log.includes("get_result")).toBe(true);
    await expect.poll(() => steps.includes("state DONE")).toBe(true);
    stop.abort();
    expect(await pending).toMatchObject({ state: "completed", updates: [{}] });
    expect(integration.log).not.toContain("cancel_checks");
  });
});

describe("calls made twice", () => {
  it("make one check of one id", async () => {
    await start({ template: "ONE_TIME_CALLBACK" });
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

describe("what comes with a result", () => {
  it("is downloaded when it is a document with files", async () => {
    await start({ template: "ONE_TIME_CALLBACK", checkType: "DOCUMENT_FETCH" });
    const result = await simulate({ demoResult: "DOCUMENT_ALL_PASS" });
    expect(result).toMatchObject({ state: "completed", findings: [] });
    expect(result.downloadedFiles).toBeGreaterThan(0);
  });

  it("is opened with a signed link when it is an external resource", async () => {
    const pages = await servePages();
    await start({
      template: "ONE_TIME_SYNCHRONOUS",
      features: ["EXTERNAL_LINK"],
      resourceUrl: `${pages.url}/evidence`,
    });
    const result = await simulate({ demoResult: "EXTERNAL_RESOURCE_LINK", openLinks: true });
    await pages.close();
    expect(result).toMatchObject({ state: "completed", findings: [] });
    expect(pages.requests).toHaveLength(1);
    expect(pages.requests[0]).toMatch(
      /^\/evidence\?version=1&valid_until=\d+&auditee_id=59fcb6e0-0a7f-4d09-ad55-1b331109218d&signature=.+%3D$/,
    );
  });
});

describe("images of the input", () => {
  it("can be downloaded while the check runs and no longer", async () => {
    await start({ template: "ONE_TIME_CALLBACK", checkType: "DOCUMENT_VERIFICATION" });
    const pending = simulate({ demoResult: "DOCUMENT_ALL_PASS", faults: parseFaults(["late-ready=20"]) });
    await expect.poll(() => integration.checks.size).toBe(1);
    const [check] = [...integration.checks.values()];
    const { documents } = check!.checkInput as { documents: [{ images: [{ id: string }] }] };
    const path = `/integrations/v1/images/${documents[0].images[0].id}`;
    expect(await integration.fetchImage(path)).toBe(200);
    await pending;
    expect(await integration.fetchImage(path)).toBe(404);
  });
});

async function servePages(): Promise<{ url: string; requests: string[]; close: () => Promise<void> }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.end("evidence");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, requests, close };
}
