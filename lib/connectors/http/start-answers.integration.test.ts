import { beforeEach, describe, expect, it } from "vitest";
import type { FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { callOf, errorOf, useCalledProvider } from "./testing/called-provider";

const { connector, current } = useCalledProvider();
let provider: FakeProvider;
beforeEach(() => {
  provider = current();
});

describe("what comes back from a start", () => {
  it.each([
    ["no answer", { fault: "reset" } as const],
    ["a timeout", { fault: "hang" } as const],
    ["a broken body", { fault: "half", text: "{}".repeat(50) } as const],
    ["a 500 without a message", { status: 500, text: "<html>oops</html>" }],
    ["a 503 with Retry-After", { status: 503, headers: { "retry-after": "7" } }],
  ])("calls %s PROVIDER_CONNECTION", async (_name, answer) => {
    provider.script({ "POST /v1/checks": answer });
    const answered = await connector({ start: { timeout_ms: 300 } }).start(callOf());
    expect(errorOf(answered)?.type).toBe("PROVIDER_CONNECTION");
    expect(answered.transient).toEqual({ retryAfterMs: "headers" in answer ? 7000 : null });
    expect(provider.calls).toHaveLength(1);
  });

  it("lets the mapping explain a 500 and a missing answer", async () => {
    const start = {
      timeout_ms: 300,
      outcome: `{ "kind": "errors", "errors": [{ "type": "PROVIDER_MESSAGE", "message": error_code ? error_code : body.message }] }`,
    };
    provider.script({
      "POST /v1/checks": [{ status: 500, json: { message: "down for tea" } }, { fault: "hang" }],
    });
    expect(errorOf(await connector({ start }).start(callOf()))).toEqual({
      type: "PROVIDER_MESSAGE",
      message: "down for tea",
    });
    expect(errorOf(await connector({ start }).start(callOf()))).toEqual({
      type: "PROVIDER_MESSAGE",
      message: "timeout",
    });
  });

  it("hands malformed JSON to the mapping as text", async () => {
    provider.script({
      "POST /v1/checks": { status: 200, text: '{ "id": ', headers: { "content-type": "application/json" } },
    });
    const outcome = '{ "kind": "pending", "providerReference": $type(body) }';
    const answered = await connector({ start: { outcome } }).start(callOf());
    expect(answered.outcome).toEqual({ kind: "pending", providerReference: "string" });
  });

  it.each([
    ["nothing", "nothing", "/operations/start/outcome"],
    ["no outcome", '{ "kind": "done" }', "/operations/start/outcome"],
    ["an expression that fails", '"x" - 1', "/operations/start/outcome"],
    [
      "an expression that never ends",
      "($f := function($n){ $f($n + 1) }; $f(1))",
      "/operations/start/outcome",
    ],
  ])("calls %s an INTEGRATION error that names the place", async (_name, outcome, at) => {
    provider.script({ "POST /v1/checks": { status: 200, json: {} } });
    const answered = await connector({ start: { outcome } }).start(callOf());
    expect(errorOf(answered)).toMatchObject({ type: "INTEGRATION", data: { at } });
    expect(answered.exchanges).toHaveLength(1);
  });

  it("names the place in a result that breaks the schema of its check type", async () => {
    provider.script({ "POST /v1/checks": { status: 200, json: {} } });
    const outcome = '{ "kind": "result", "result": { "decision": "MAYBE", "summary": "?" } }';
    const answered = await connector({ start: { outcome } }).start(callOf());
    const error = errorOf(answered);
    expect(error?.type).toBe("INTEGRATION");
    expect(JSON.stringify(error?.data)).toContain("/result");
  });

  it("explains a 4xx that the mapping does not", async () => {
    provider.script({ "POST /v1/checks": { status: 404, text: "" } });
    const answered = await connector({ start: { outcome: "status = 200 ? body" } }).start(callOf());
    expect(errorOf(answered)).toEqual({
      type: "PROVIDER_MESSAGE",
      message: "The provider answered with status 404.",
    });
  });
});
