import { describe, expect, it } from "vitest";
import { explainWait, type WaitingCheck } from "./explain-wait";

const NOW = new Date("2026-01-05T12:00:00.000Z");
const LATER = new Date("2026-01-05T12:10:00.000Z");
const check = (changes: Partial<WaitingCheck>): WaitingCheck => ({
  state: "in_progress",
  checkType: "IDENTITY_CHECK",
  checkTemplate: "ONE_TIME_CALLBACK",
  isDemo: false,
  startedAt: NOW,
  readyAt: NOW,
  resultAt: null,
  nextPollAt: null,
  deadlineAt: null,
  providerCancel: null,
  providerCancelAt: null,
  providerParkedUntil: null,
  monitoringPausedAt: null,
  notifications: [],
  updates: [],
  ...changes,
});
const ready = (changes: Partial<WaitingCheck>) => check({ state: "result_ready", resultAt: NOW, ...changes });
const told = (changes: Partial<WaitingCheck["notifications"][number]>) =>
  ready({
    notifications: [
      {
        state: "delivering",
        updateId: null,
        nextAttemptAt: LATER,
        lastErrorCode: "server_error",
        ...changes,
      },
    ],
  });
const explain = (waiting: WaitingCheck) => explainWait(waiting, NOW);

describe("what a check waits for", () => {
  it("is nothing once it has ended", () => {
    expect(explain(check({ state: "finished" }))).toBeNull();
    expect(explain(check({ state: "cancelled" }))).toBeNull();
    expect(explain(check({ state: "expired" }))).toBeNull();
  });

  it("is the person who paused its monitoring", () => {
    const paused = check({ state: "monitoring", monitoringPausedAt: NOW, nextPollAt: LATER });
    expect(explain(paused)).toMatchObject({ on: "person", until: null });
  });

  it("is the provider's answer to a cancel", () => {
    const owed = { providerCancel: "due" as const, providerCancelAt: LATER };
    expect(explain(check({ state: "cancelled", ...owed }))).toMatchObject({ on: "provider", until: LATER });
    expect(explain(check({ state: "cancelled", providerCancel: "told" }))).toBeNull();
  });

  it("is our breaker while the provider fails", () => {
    const parked = check({ nextPollAt: LATER, providerParkedUntil: LATER });
    expect(explain(parked)).toMatchObject({ on: "breaker", until: LATER });
  });

  it("is our worker until the provider was asked", () => {
    expect(explain(check({ state: "accepted", startedAt: null }))).toEqual({
      on: "gatehouse",
      until: null,
      sentence: "A worker of ours is about to call the provider.",
    });
  });

  it("is the provider, or the applicant at the provider", () => {
    expect(explain(check({ nextPollAt: LATER }))).toMatchObject({ on: "provider", until: LATER });
    expect(explain(check({}))).toMatchObject({ on: "provider", until: null });
    expect(explain(check({ deadlineAt: LATER }))).toEqual({
      on: "provider",
      until: LATER,
      sentence:
        "The provider works on it and tells us by webhook; when nothing came by then, the check is given up.",
    });
    expect(explain(check({ checkType: "DOCUMENT_CAPTURE" }))).toMatchObject({ on: "applicant" });
  });

  it("is Maxsight's ready, its poll or its fetch, until the result expires", () => {
    const expiry = new Date("2026-01-12T12:00:00.000Z");
    expect(explain(ready({ readyAt: null }))).toEqual({
      on: "maxsight",
      until: expiry,
      sentence: "The result is there; Maxsight has not said yet that it is ready for it.",
    });
    expect(explain(ready({ checkTemplate: "ONE_TIME_POLLING" }))).toMatchObject({
      on: "maxsight",
      until: expiry,
    });
    expect(explain(told({ state: "acknowledged", nextAttemptAt: null }))).toMatchObject({
      on: "maxsight",
      until: expiry,
    });
  });

  it("is our own rate for what was parked, and our worker for what is due", () => {
    expect(explain(told({ state: "queued" }))).toMatchObject({ on: "rate_limit", until: LATER });
    expect(explain(told({ state: "queued", nextAttemptAt: NOW }))).toMatchObject({ on: "gatehouse" });
  });

  it("is our breaker, Maxsight's rate limit, the ladder or a person", () => {
    expect(explain(told({ state: "parked" }))).toMatchObject({ on: "breaker", until: LATER });
    expect(explain(told({ lastErrorCode: "throttled" }))).toMatchObject({ on: "rate_limit", until: LATER });
    expect(explain(told({ state: "delivering" }))).toMatchObject({ on: "maxsight", until: LATER });
    expect(explain(told({ nextAttemptAt: NOW }))).toMatchObject({ on: "gatehouse" });
    expect(explain(told({ state: "exhausted", nextAttemptAt: null }))).toMatchObject({ on: "person" });
  });

  it("of a monitored check is about the oldest update Maxsight has not fetched", () => {
    const monitored = (changes: Partial<WaitingCheck>) =>
      check({ state: "monitoring", checkTemplate: "MONITORED_CALLBACK", resultAt: NOW, ...changes });
    expect(explain(monitored({ updates: [{ id: "u1", state: "fetched" }] }))).toEqual({
      on: "provider",
      until: null,
      sentence: "Maxsight has every result; the provider tells us when something changes.",
    });
    const waiting = monitored({
      updates: [
        { id: "u1", state: "acknowledged" },
        { id: "u2", state: "pending" },
      ],
      notifications: [{ state: "acknowledged", updateId: "u1", nextAttemptAt: LATER, lastErrorCode: null }],
    });
    expect(explain(waiting)).toMatchObject({ on: "maxsight", until: LATER });
  });
});
