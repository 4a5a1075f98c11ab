import { describe, expect, it } from "vitest";
import { explainRequest } from "./explain-request";
import { parseSecret } from "./secret";
import { signRequest } from "./sign-request";

const KEY = parseSecret("P1WXsqXZ0l1N8nTT1tuT1pU0yG7qk2oJ0bS6lUOoJ0k=");
const OTHER = { ...parseSecret("AAAAsqXZ0l1N8nTT1tuT1pU0yG7qk2oJ0bS6lUOoJ0k="), keyId: "P1WXsqXZ" };
const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
const BODY = Buffer.from('{"id":"1"}');

const signed = (changes: { target?: string; nowMs?: number; key?: typeof KEY } = {}) =>
  Object.fromEntries(
    Object.entries(
      signRequest({
        method: "POST",
        target: changes.target ?? "/p/acme/checks",
        host: "gateway.example",
        body: BODY,
        signingKey: changes.key ?? KEY,
        nowMs: changes.nowMs ?? NOW,
      }),
    ).map(([name, value]) => [name.toLowerCase(), value]),
  );

type Changes = { target?: string; body?: Buffer; isBodyExact?: boolean; keys?: (typeof KEY)[] };

const explain = (headers: Record<string, string>, changes: Changes = {}) =>
  explainRequest({
    method: "POST",
    target: changes.target ?? "/p/acme/checks",
    headers,
    body: changes.body ?? BODY,
    keys: (keyId) => (changes.keys ?? [KEY]).filter((key) => key.keyId === keyId),
    nowMs: NOW,
    rules: "integration",
    ...(changes.isBodyExact === undefined ? {} : { isBodyExact: changes.isBodyExact }),
  });

describe("explaining a request", () => {
  it("says of a good one what was covered", () => {
    const report = explain(signed());
    expect(report).toMatchObject({
      isGood: true,
      reason: null,
      cause: null,
      keyId: "P1WXsqXZ",
      isKeyKnown: true,
      coveredHeaders: ["(request-target)", "host", "date", "digest"],
      missingHeaders: [],
      isSignatureRight: true,
      skewSeconds: 0,
      signedTarget: null,
      signedHost: null,
    });
    expect(report.canonicalString).toContain("(request-target): post /p/acme/checks\nhost: gateway.example");
    expect(report.digest?.expected).toBe(report.digest?.received);
  });

  it("tells a path signed without its query", () => {
    const report = explain(signed(), { target: "/p/acme/checks?page=2" });
    expect(report).toMatchObject({ isGood: true, signedTarget: "/p/acme/checks" });
  });

  it.each<[string, Record<string, string>, Changes]>([
    ["clock", signed({ nowMs: NOW - 120_000 }), {}],
    ["altered_body", signed(), { body: Buffer.from('{"id":"2"}') }],
    ["wrong_key", signed({ key: OTHER }), {}],
    ["unknown_key", signed(), { keys: [] }],
    ["rewritten_target", signed({ target: "/gateway/p/acme/checks" }), {}],
    ["rewritten_host", { ...signed(), host: "gateway.example:8443" }, {}],
  ])("finds %s", (cause, headers, changes) => {
    const extra: Record<string, string> =
      cause === "rewritten_target" ? { "x-forwarded-prefix": "/gateway" } : {};
    expect(explain({ ...headers, ...extra }, changes)).toMatchObject({ isGood: false, cause });
  });

  it("needs no body where it was not kept", () => {
    const kept = { body: Buffer.from("{}"), isBodyExact: false };
    expect(explain(signed(), kept)).toMatchObject({ isGood: true, digest: { expected: null } });
    expect(explain(signed({ nowMs: NOW - 120_000 }), kept)).toMatchObject({ isGood: false, cause: "clock" });
    expect(explain(signed({ key: OTHER }), kept)).toMatchObject({ isGood: false, cause: "wrong_key" });
    expect(explain(signed(), { ...kept, keys: [] })).toMatchObject({ isGood: false, cause: "unknown_key" });
  });
});
