import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeCustomData } from "./custom-data";
import { classifyNotifyAnswer, NOTIFY_LADDER_MS, nextAttemptDelayMs } from "./notify-ladder";
import {
  canMoveCheck,
  canMoveNotification,
  canMoveUpdate,
  CHECK_STATES,
  isFinalCheckState,
  NOTIFICATION_STATES,
} from "./states";

describe("check states", () => {
  it("end in finished, cancelled and expired, and nothing leads out of those", () => {
    expect(CHECK_STATES.filter(isFinalCheckState)).toEqual(["finished", "cancelled", "expired"]);
    expect(canMoveCheck("finished", "in_progress")).toBe(false);
  });

  it("go forward only, and never to themselves", () => {
    expect(canMoveCheck("accepted", "in_progress")).toBe(true);
    expect(canMoveCheck("accepted", "finished")).toBe(true);
    expect(canMoveCheck("in_progress", "accepted")).toBe(false);
    expect(canMoveCheck("result_ready", "in_progress")).toBe(false);
    for (const state of CHECK_STATES) expect(canMoveCheck(state, state)).toBe(false);
  });
});

describe("notification and update states", () => {
  it("every open notification can turn out to have been fetched, and a fetched one stays so", () => {
    const toFetched = NOTIFICATION_STATES.filter((state) => canMoveNotification(state, "fetched"));
    expect(toFetched).toEqual(NOTIFICATION_STATES.filter((state) => state !== "fetched"));
    expect(NOTIFICATION_STATES.some((state) => canMoveNotification("fetched", state))).toBe(false);
  });

  it("an update is fetched or superseded once", () => {
    expect(canMoveUpdate("pending", "superseded")).toBe(true);
    expect(canMoveUpdate("acknowledged", "fetched")).toBe(true);
    expect(canMoveUpdate("fetched", "superseded")).toBe(false);
    expect(canMoveUpdate("superseded", "fetched")).toBe(false);
  });
});

describe("the notify ladder", () => {
  const delay = (attempt: number, changes: Partial<Parameters<typeof nextAttemptDelayMs>[0]> = {}) =>
    nextAttemptDelayMs({ attempt, status: 503, retryAfterMs: null, random: 0, ...changes });

  it("has eleven attempts, with jitter only added", () => {
    expect(NOTIFY_LADDER_MS).toHaveLength(11);
    expect([1, 2, 3, 4].map((attempt) => delay(attempt))).toEqual([5_000, 30_000, 120_000, 600_000]);
    expect(delay(1, { random: 0.5 })).toBe(6_000);
    expect(delay(9, { random: 0.999_999 })).toBe(36_000_000 + 899_999);
    expect(delay(11)).toBeNull();
  });

  it("waits at least a minute after 429 and timeouts", () => {
    expect(delay(1, { status: 429 })).toBe(60_000);
    expect(delay(1, { status: null, isTimeout: true })).toBe(60_000);
    expect(delay(1, { status: null })).toBe(5_000);
  });

  it("honours Retry-After between once and twice the planned delay", () => {
    expect(delay(4, { retryAfterMs: 1_000 })).toBe(600_000);
    expect(delay(4, { retryAfterMs: 900_000 })).toBe(900_000);
    expect(delay(4, { retryAfterMs: 9_000_000 })).toBe(1_200_000);
  });

  it.each([
    [200, "acknowledged"],
    [204, "acknowledged"],
    [301, "refuse"],
    [400, "refuse"],
    [401, "auth"],
    [403, "auth"],
    [404, "refuse"],
    [408, "retry"],
    [409, "refuse"],
    [422, "refuse"],
    [425, "retry"],
    [429, "retry"],
    [500, "retry"],
    [599, "retry"],
    ["connect_timeout", "retry"],
  ] as const)("reads %s as %s", (answer, expected) => {
    expect(classifyNotifyAnswer(answer)).toBe(expected);
  });
});

describe("custom_data", () => {
  it("merges top-level keys, newest wins, nested objects whole, nulls kept", () => {
    expect(mergeCustomData({ a: 1, b: { x: 1 } }, null, undefined, { b: { y: 2 }, c: null })).toEqual({
      a: 1,
      b: { y: 2 },
      c: null,
    });
    expect(mergeCustomData({ a: 1 }, [1], "text", 5)).toEqual({ a: 1 });
  });

  it("keeps a __proto__ member as plain data", () => {
    const merged = mergeCustomData(JSON.parse('{"__proto__":{"isAdmin":true}}'));
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect("isAdmin" in merged).toBe(false);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (sources) => {
        expect(typeof mergeCustomData(...sources)).toBe("object");
      }),
    );
  });
});
