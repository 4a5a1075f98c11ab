import { describe, expect, it } from "vitest";
import { InvalidInputError, type InputIssue } from "@/lib/errors";
import { parseConnectorDefinition, pollPlanOf } from "./definition";

const START = {
  request: { method: "POST", path: "/checks", body: '{ "name": input.name }' },
  outcome: "body",
};
const POLL = {
  request: { method: "GET", path: "/checks/{{ providerReference }}" },
  every: "30s",
  outcome: "body",
};
const VERIFY = { type: "hmac_sha256", header: "X-Acme-Signature", secret: "webhook_secret" };

function http(part: Record<string, unknown>, operations: Record<string, unknown> = {}) {
  return {
    kind: "http",
    base_url: "https://api.acme.test/v2",
    operations: { start: START, ...operations },
    ...part,
  };
}

function issuesOf(value: unknown): InputIssue[] {
  try {
    parseConnectorDefinition(value);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues;
    throw error;
  }
}

describe("parseConnectorDefinition", () => {
  it("fills defaults, and its output parses to itself", () => {
    const definition = parseConnectorDefinition(http({}, { poll: POLL }));
    expect(definition).toMatchObject({
      kind: "http",
      auth: { type: "none" },
      secrets: [],
      operations: {
        start: {
          timeout_ms: 10_000,
          idempotent: false,
          attempts: 3,
          request: { query: {}, headers: {}, body_type: "json" },
        },
        poll: { every: 30_000, backoff: 1.5, max_every: 3_600_000, give_up_after: 172_800_000 },
      },
    });
    expect(parseConnectorDefinition(definition)).toEqual(definition);
  });

  it("takes a demo connector", () => {
    expect(parseConnectorDefinition({ kind: "demo" })).toEqual({ kind: "demo" });
  });

  it("names the place and the position of a syntax error", () => {
    const broken = { ...START, outcome: 'status = 201 ?\n{ "kind": "pending", ' };
    expect(issuesOf(http({}, { start: broken }))).toEqual([
      {
        path: "/operations/start/outcome",
        message: 'Expected ":" before end of expression (line 2, column 22)',
      },
    ]);
    const path = { ...POLL, request: { method: "GET", path: "/checks/{{ reference + }}" } };
    expect(issuesOf(http({}, { poll: path }))).toEqual([
      expect.objectContaining({ path: "/operations/poll/request/path" }),
    ]);
  });

  it.each([
    ["an unknown kind", { kind: "soap" }, "/kind"],
    ["a typo", http({ base_uri: "x" }), "/base_uri"],
    ["a base URL with a query", http({ base_url: "https://x.test/?a=1" }), "/base_url"],
    ["a base URL that is no http", http({ base_url: "ftp://x.test" }), "/base_url"],
    [
      "a path without a slash",
      http({}, { start: { ...START, request: { method: "GET", path: "x" } } }),
      "/operations/start/request/path",
    ],
    ["a header that is none", http({ auth: { type: "header", name: "a b", value: "x" } }), "/auth/name"],
    ["polling too fast", http({}, { poll: { ...POLL, every: "10ms" } }), "/operations/poll/every"],
    ["monitoring by poll without poll", http({ monitoring: { mode: "poll" } }), "/monitoring/mode"],
    ["monitoring by webhook without webhook", http({ monitoring: { mode: "webhook" } }), "/monitoring/mode"],
    [
      "a secret that is not declared",
      http({}, { webhook: { verify: VERIFY, provider_reference: "body.id", outcome: "body" } }),
      "/operations/webhook/verify/secret",
    ],
    [
      "a webhook that leads nowhere",
      http({ secrets: ["webhook_secret"] }, { webhook: { verify: VERIFY, provider_reference: "body.id" } }),
      "/operations/webhook",
    ],
    [
      "a webhook without verification",
      http({}, { webhook: { provider_reference: "body.id", outcome: "body" } }),
      "/operations/webhook/verify",
    ],
  ])("refuses %s", (_name, value, path) => {
    expect(issuesOf(value).map((issue) => issue.path)).toContain(path);
  });

  it("refuses an expression that names a secret which is not declared", () => {
    expect(issuesOf(http({ auth: { type: "bearer", token: "{{ secrets.api_key }}" } }))).toEqual([
      { path: "/auth/token", message: '"api_key" is not listed in secrets' },
    ]);
  });
});

describe("pollPlanOf", () => {
  it("is in ms, and null without a poll operation", () => {
    expect(pollPlanOf(parseConnectorDefinition(http({}, { poll: POLL })))).toEqual({
      everyMs: 30_000,
      backoff: 1.5,
      maxEveryMs: 3_600_000,
      giveUpAfterMs: 172_800_000,
    });
    expect(pollPlanOf(parseConnectorDefinition(http({})))).toBeNull();
  });
});
