import { expect, it } from "vitest";
import { toTraceItem } from "./trace-view";

const RUN = {
  url: "http://127.0.0.1:4400/p/acme/",
  checks: [
    { checkId: "a", state: "running" as const, reason: null, reference: null, result: null },
    { checkId: "b", state: "running" as const, reason: null, reference: null, result: null },
  ],
};
const AT = "2026-11-24T12:00:00.000Z";
const EMPTY = { headers: [], body: null, size: 0 };

const call = (url: string) => ({
  seq: 3,
  at: AT,
  checkId: "b",
  kind: "call" as const,
  from: "maxsight" as const,
  operation: "ready",
  method: "POST",
  url,
  status: 200,
  durationMs: 12,
  note: null,
  isBad: false,
  request: { ...EMPTY, body: "{}" },
  response: EMPTY,
});

it.each([
  ["http://127.0.0.1:4400/p/acme/checks", "/checks"],
  ["http://127.0.0.1:4400/p/acme/checks/7c9f8a3e-0000-4000-8000-000000000000/ready", "…/ready"],
  ["http://127.0.0.1:4400/p/acme/", "/"],
  ["/integrations/v1/callbacks", "…/callbacks"],
  ["/integrations/v1/images/7c9f8a3e-0000-4000-8000-00000000abcd", "…/images/7c9f8a3e…abcd"],
])("shows %s as %s, with its check's place and without bodies", (url, path) => {
  const item = toTraceItem(call(url), RUN);
  expect(item).toEqual({
    seq: 3,
    at: AT,
    check: 2,
    kind: "call",
    from: "maxsight",
    method: "POST",
    path,
    status: 200,
    durationMs: 12,
    note: null,
    isBad: false,
  });
});

it("words what is no call", () => {
  const base = { seq: 0, at: AT, checkId: null };
  expect(
    toTraceItem(
      {
        ...base,
        kind: "integration",
        name: "Acme",
        checkType: "IDENTITY_CHECK",
        template: "ONE_TIME_SYNCHRONOUS",
      },
      RUN,
    ),
  ).toMatchObject({ check: null, text: "reads Acme: identity check, synchronous" });
  expect(toTraceItem({ ...base, kind: "wait", reason: "before the first poll", ms: 500 }, RUN)).toMatchObject(
    { text: "waits 500 ms before the first poll" },
  );
  const finding = {
    severity: "violation" as const,
    operation: "complete",
    path: "/result",
    message: "is missing",
    clause: "12.3",
  };
  expect(toTraceItem({ ...base, kind: "finding", finding }, RUN)).toMatchObject({
    text: "in complete at /result: is missing",
    clause: "12.3",
  });
});
