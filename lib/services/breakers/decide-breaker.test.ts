import { describe, expect, it } from "vitest";
import {
  type BreakerFacts,
  CLOSED,
  decideAfterAnswer,
  decidePass,
  gaveBack,
  halfOpened,
} from "./decide-breaker";

const NOW = 1_700_000_000_000;
const OPEN: BreakerFacts = { state: "open", timesOpened: 1, nextProbeAtMs: NOW + 30_000 };
const HALF_OPEN: BreakerFacts = { state: "half_open", timesOpened: 1, nextProbeAtMs: NOW + 60_000 };
const NONE = { calls: 0, failures: 0 };

describe("whether a call may leave", () => {
  it("lets everything through while closed", () => {
    expect(decidePass(CLOSED, { isAutomatic: true, nowMs: NOW })).toEqual({ pass: "free" });
  });

  it("parks an automatic one until the probe, and lets a person's leave", () => {
    expect(decidePass(OPEN, { isAutomatic: true, nowMs: NOW })).toEqual({ pass: "park" });
    expect(decidePass(OPEN, { isAutomatic: false, nowMs: NOW })).toEqual({ pass: "extra" });
  });

  it("lets one probe when its time has come, whoever it is from", () => {
    for (const isAutomatic of [true, false]) {
      expect(decidePass(OPEN, { isAutomatic, nowMs: NOW + 30_000 })).toEqual({ pass: "probe" });
    }
  });

  it("parks behind a probe that is out, and probes anew when that one is lost", () => {
    expect(halfOpened(OPEN, NOW + 60_000)).toEqual(HALF_OPEN);
    expect(decidePass(HALF_OPEN, { isAutomatic: true, nowMs: NOW + 59_999 })).toEqual({ pass: "park" });
    expect(decidePass(HALF_OPEN, { isAutomatic: true, nowMs: NOW + 60_000 })).toEqual({ pass: "probe" });
  });
});

describe("a probe that did not leave", () => {
  it("lets the next call probe, and is no opening", () => {
    expect(gaveBack(HALF_OPEN, { leaseEndsAtMs: NOW + 60_000, nowMs: NOW + 5 })).toEqual({
      state: "open",
      timesOpened: 1,
      nextProbeAtMs: NOW + 5,
    });
  });

  it("changes nothing when another one is out, or none", () => {
    expect(gaveBack(HALF_OPEN, { leaseEndsAtMs: NOW + 50_000, nowMs: NOW })).toBe(null);
    expect(gaveBack(OPEN, { leaseEndsAtMs: NOW + 30_000, nowMs: NOW })).toBe(null);
    expect(gaveBack(CLOSED, { leaseEndsAtMs: NOW + 60_000, nowMs: NOW })).toBe(null);
  });
});

describe("what an answer makes of a closed breaker", () => {
  const failed = (calls: number, failures: number) =>
    decideAfterAnswer(CLOSED, {
      sentAs: "free",
      isFailure: true,
      window: { calls, failures },
      nowMs: NOW,
    });

  it("opens it for 30 s at ten calls of which seven failed", () => {
    expect(failed(10, 7)).toEqual(OPEN);
    expect(failed(100, 70)).toEqual(OPEN);
  });

  it("leaves it closed with fewer calls or fewer failures", () => {
    expect(failed(9, 9)).toBe(null);
    expect(failed(10, 6)).toBe(null);
    expect(failed(100, 69)).toBe(null);
  });

  it("never opens it on a success", () => {
    const window = { calls: 10, failures: 9 };
    expect(decideAfterAnswer(CLOSED, { sentAs: "free", isFailure: false, window, nowMs: NOW })).toBe(null);
  });
});

describe("what an answer makes of a breaker that is not closed", () => {
  const after = (breaker: BreakerFacts, sentAs: "free" | "probe" | "extra", isFailure: boolean) =>
    decideAfterAnswer(breaker, { sentAs, isFailure, window: NONE, nowMs: NOW });

  it("closes it when a probe or a person's call succeeds", () => {
    expect(after(HALF_OPEN, "probe", false)).toEqual(CLOSED);
    expect(after(OPEN, "extra", false)).toEqual(CLOSED);
    expect(after(HALF_OPEN, "extra", false)).toEqual(CLOSED);
  });

  it("opens it again for twice as long when the probe fails, ten minutes at most", () => {
    const lasts: number[] = [];
    let breaker = HALF_OPEN;
    for (let probe = 1; probe <= 6; probe += 1) {
      const next = after(halfOpened(breaker, NOW + 60_000), "probe", true) ?? CLOSED;
      lasts.push((next.nextProbeAtMs ?? 0) - NOW);
      breaker = next;
    }
    expect(lasts).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
    expect(breaker.timesOpened).toBe(7);
  });

  it("stays as it is when a person's call fails, so that trying costs nothing", () => {
    expect(after(OPEN, "extra", true)).toBe(null);
    expect(after(HALF_OPEN, "extra", true)).toBe(null);
  });

  it("does not believe a call that left before it opened", () => {
    expect(after(OPEN, "free", false)).toBe(null);
    expect(after(HALF_OPEN, "free", true)).toBe(null);
  });
});
