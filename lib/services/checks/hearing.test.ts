import { describe, expect, it } from "vitest";
import type { RecordedExchange } from "@/lib/connectors/connector";
import { type Hearing, hearingOf } from "./hearing";

const NOW = new Date("2026-01-05T12:00:00.000Z");
const BEFORE = new Date("2026-01-04T12:00:00.000Z");
const fine: Hearing = { heardAt: BEFORE, failingSince: null, failingCode: null };
const failing: Hearing = { heardAt: BEFORE, failingSince: BEFORE, failingCode: "unreachable" };

const call = (status: number | null, startedAtMs = NOW.getTime() - 500): RecordedExchange =>
  ({
    operation: "poll",
    attempt: 1,
    exchange: { status, errorCode: status === null ? "timeout" : null, startedAtMs },
  }) as RecordedExchange;
const result = { kind: "result" as const, output: {} };
const pending = { kind: "pending" as const };
const errors = {
  kind: "errors" as const,
  errors: [{ type: "INVALID_CREDENTIALS" as const, message: "No." }],
};

describe("what is heard of a provider", () => {
  it("is good again with one answer", () => {
    expect(hearingOf(failing, { outcome: result, exchanges: [call(200)] }, NOW)).toEqual({
      heardAt: new Date(NOW.getTime() - 500),
      failingSince: null,
      failingCode: null,
    });
  });

  it("counts the attempt that succeeded after others had not", () => {
    const exchanges = [call(503, 1), call(200, 2)];
    expect(hearingOf(fine, { outcome: pending, exchanges }, NOW)).toEqual({
      heardAt: new Date(2),
      failingSince: null,
      failingCode: null,
    });
  });

  it("fails since the first failure, not the latest", () => {
    expect(hearingOf(failing, { outcome: pending, exchanges: [call(null)] }, NOW)).toEqual(failing);
    expect(hearingOf(fine, { outcome: pending, exchanges: [call(503)] }, NOW)).toEqual({
      heardAt: BEFORE,
      failingSince: NOW,
      failingCode: "unreachable",
    });
  });

  it("names what failed: the check is not known there, or the kind of error", () => {
    expect(hearingOf(fine, { outcome: errors, exchanges: [call(404)] }, NOW).failingCode).toBe("dropped");
    expect(hearingOf(fine, { outcome: errors, exchanges: [call(200)] }, NOW)).toMatchObject({
      heardAt: new Date(NOW.getTime() - 500),
      failingCode: "INVALID_CREDENTIALS",
    });
  });

  it("is a webhook too, which comes without a call", () => {
    expect(hearingOf(failing, { outcome: result, exchanges: [] }, NOW)).toEqual({
      heardAt: NOW,
      failingSince: null,
      failingCode: null,
    });
    expect(hearingOf(fine, { outcome: errors, exchanges: [] }, NOW).heardAt).toEqual(BEFORE);
  });
});
