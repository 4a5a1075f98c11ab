import { describe, expect, it } from "vitest";
import { type AttemptFacts, decideAfterAttempt } from "./decide-after-attempt";

const NOW = 1_700_000_000_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const first: AttemptFacts = {
  state: "delivering",
  ladderStep: 1,
  nextAttemptAtMs: NOW,
  isOnLadder: true,
  isAwaited: true,
  isSuperseded: false,
  wasStopped: false,
  leftBeforeReady: false,
  status: 200,
  errorCode: null,
  retryAfterMs: null,
  authFailures: 0,
  nowMs: NOW,
  random: 0,
};
const failed = (facts: Partial<AttemptFacts>) =>
  decideAfterAttempt({ ...first, status: 500, errorCode: "server_error", ...facts });

describe("an acknowledged attempt", () => {
  it("starts the reminders", () => {
    expect(decideAfterAttempt(first)).toEqual({
      state: "acknowledged",
      ladderStep: 0,
      nextAttemptAtMs: NOW + 5 * MINUTE,
    });
  });

  it("reminds nobody of a check that has ended", () => {
    expect(decideAfterAttempt({ ...first, isAwaited: false })).toEqual({
      state: "acknowledged",
      ladderStep: 0,
      nextAttemptAtMs: null,
    });
  });

  it("changes nothing when Maxsight has fetched in the meantime", () => {
    expect(decideAfterAttempt({ ...first, state: "fetched", nextAttemptAtMs: null })).toEqual({
      state: "fetched",
      ladderStep: 1,
      nextAttemptAtMs: null,
    });
  });
});

describe("reminders", () => {
  const distances = [1, 2, 3, 4].map((ladderStep) => {
    const decision = decideAfterAttempt({ ...first, state: "acknowledged", ladderStep });
    return decision.nextAttemptAtMs === null ? null : (decision.nextAttemptAtMs - NOW) / MINUTE;
  });

  it("come 5 min, 30 min, 2 h and 10 h apart, then stop", () => {
    expect(distances).toEqual([30, 120, 600, null]);
  });

  it("go on when one fails, and stop when Maxsight refuses one", () => {
    expect(failed({ state: "acknowledged", ladderStep: 1 })).toEqual({
      state: "acknowledged",
      ladderStep: 1,
      nextAttemptAtMs: NOW + 30 * MINUTE,
    });
    expect(
      failed({ state: "acknowledged", status: 404, errorCode: "reference_unknown" }).nextAttemptAtMs,
    ).toBe(null);
  });
});

describe("a failed attempt", () => {
  it("is followed by the next rung of the ladder", () => {
    expect(failed({})).toEqual({
      state: "delivering",
      ladderStep: 1,
      nextAttemptAtMs: NOW + 5 * SECOND,
    });
    expect(failed({ ladderStep: 3 }).nextAttemptAtMs).toBe(NOW + 2 * MINUTE);
  });

  it("waits at least a minute after 429 and timeouts", () => {
    expect(failed({ status: 429, errorCode: "throttled" }).nextAttemptAtMs).toBe(NOW + MINUTE);
    expect(failed({ status: null, errorCode: "timeout" }).nextAttemptAtMs).toBe(NOW + MINUTE);
  });

  it("is the last one after the eleventh", () => {
    expect(failed({ ladderStep: 11 })).toEqual({
      state: "exhausted",
      ladderStep: 11,
      nextAttemptAtMs: null,
    });
  });

  it.each([
    [404, "reference_unknown"],
    [409, "conflict"],
    [422, "body_refused"],
  ] as const)("needs a person at once after %i", (status, errorCode) => {
    expect(failed({ status, errorCode }).state).toBe("exhausted");
  });

  it("needs a person after three refused signatures, not before", () => {
    const refused = { status: 401, errorCode: "signature_refused" } as const;
    expect(failed({ ...refused, authFailures: 2 }).state).toBe("delivering");
    expect(failed({ ...refused, authFailures: 3 }).state).toBe("exhausted");
  });
});

describe("a resend", () => {
  const resend = { isOnLadder: false, nextAttemptAtMs: NOW + MINUTE } as const;

  it("leaves the plan as it was when it fails", () => {
    expect(failed({ ...resend, ladderStep: 4 })).toEqual({
      state: "delivering",
      ladderStep: 4,
      nextAttemptAtMs: NOW + MINUTE,
    });
    expect(failed({ ...resend, state: "exhausted", nextAttemptAtMs: null }).state).toBe("exhausted");
  });

  it("brings an exhausted notification back when it is acknowledged", () => {
    expect(decideAfterAttempt({ ...first, ...resend, state: "exhausted", nextAttemptAtMs: null })).toEqual({
      state: "acknowledged",
      ladderStep: 0,
      nextAttemptAtMs: NOW + 5 * MINUTE,
    });
  });

  it("with the ladder starts it anew when it fails", () => {
    expect(failed({ state: "exhausted", nextAttemptAtMs: null }).nextAttemptAtMs).toBe(NOW + 5 * SECOND);
  });
});

describe("a refusal of an attempt that left before Maxsight was ready", () => {
  it("is tried again, like any failure", () => {
    const refused = { status: 404, errorCode: "reference_unknown" } as const;
    expect(failed({ ...refused, leftBeforeReady: true })).toMatchObject({ state: "delivering" });
    expect(failed(refused)).toMatchObject({ state: "exhausted", nextAttemptAtMs: null });
  });
});
