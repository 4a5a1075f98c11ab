import { describe, expect, it } from "vitest";
import { decideNextStep, type LifecycleFacts } from "./next-step";

const CREATED = 1_000_000;
const DAY = 86_400_000;

const facts = (changes: Partial<LifecycleFacts>): LifecycleFacts => ({
  template: "ONE_TIME_CALLBACK",
  state: "accepted",
  isDemo: false,
  createdAtMs: CREATED,
  startedAtMs: null,
  isRestartable: false,
  startTakesMs: 40_000,
  readyAtMs: null,
  resultAtMs: null,
  outcome: null,
  startAnswered: null,
  nextPollAtMs: null,
  giveUpAfterMs: 2 * DAY,
  notification: null,
  hasPendingUpdate: false,
  hasInbound: false,
  isPaused: false,
  cancelAtMs: null,
  ...changes,
});

const withResult = (changes: Partial<LifecycleFacts>) =>
  facts({
    state: "result_ready",
    startedAtMs: CREATED,
    resultAtMs: CREATED + 500,
    outcome: "result",
    ...changes,
  });

describe("a check that was accepted", () => {
  it("is started", () => {
    expect(decideNextStep(facts({}), CREATED)).toEqual({ do: "start" });
  });

  it("is not started a second time when the first call was cut off and the provider is not idempotent", () => {
    expect(decideNextStep(facts({ startedAtMs: CREATED }), CREATED + 40_000)).toEqual({
      do: "fail_interrupted",
    });
    expect(decideNextStep(facts({ startedAtMs: CREATED, isRestartable: true }), CREATED)).toEqual({
      do: "start",
    });
  });

  it("waits while the answer to a first call may still come", () => {
    expect(decideNextStep(facts({ startedAtMs: CREATED }), CREATED + 10_000)).toEqual({
      do: "wait",
      for: "provider",
      forMs: 30_000,
    });
  });
});

describe("a check that is with the provider", () => {
  const pending = (changes: Partial<LifecycleFacts>) =>
    facts({ state: "in_progress", startedAtMs: CREATED, ...changes });

  it("waits for a webhook until the definition gives up", () => {
    expect(decideNextStep(pending({}), CREATED + 1000)).toEqual({
      do: "wait",
      for: "provider",
      forMs: 2 * DAY - 1000,
    });
    expect(decideNextStep(pending({}), CREATED + 2 * DAY)).toEqual({ do: "give_up" });
  });

  it("reads a webhook that has come before it does anything else", () => {
    expect(decideNextStep(pending({ hasInbound: true, nextPollAtMs: CREATED }), CREATED)).toEqual({
      do: "read_inbound",
    });
  });

  it("is polled when the next poll is due, never after giving up", () => {
    expect(decideNextStep(pending({ nextPollAtMs: CREATED + 30_000 }), CREATED)).toEqual({
      do: "poll",
      afterMs: 30_000,
    });
    expect(decideNextStep(pending({ nextPollAtMs: CREATED - 5 }), CREATED)).toEqual({
      do: "poll",
      afterMs: 0,
    });
    expect(decideNextStep(pending({ nextPollAtMs: CREATED + 9 * DAY }), CREATED)).toEqual({
      do: "poll",
      afterMs: 2 * DAY,
    });
  });
});

describe("a check whose result is there", () => {
  it("waits for ready before anything is sent", () => {
    const step = decideNextStep(withResult({ startAnswered: "plain" }), CREATED + 500);
    expect(step).toEqual({ do: "wait", for: "ready", forMs: 7 * DAY });
  });

  it("queues one notification once ready has come, then follows its ladder", () => {
    const ready = { readyAtMs: CREATED + 600 };
    expect(decideNextStep(withResult(ready), CREATED + 700)).toEqual({ do: "queue_notification" });
    const queued = { id: "n1", state: "queued" as const, nextAttemptAtMs: CREATED + 5_700 };
    expect(decideNextStep(withResult({ ...ready, notification: queued }), CREATED + 700)).toEqual({
      do: "notify",
      notificationId: "n1",
      afterMs: 5_000,
    });
  });

  it("follows the instant of the breaker's probe while its notification is parked", () => {
    const notification = { id: "n1", state: "parked" as const, nextAttemptAtMs: CREATED + 30_700 };
    expect(decideNextStep(withResult({ readyAtMs: CREATED, notification }), CREATED + 700)).toEqual({
      do: "notify",
      notificationId: "n1",
      afterMs: 30_000,
    });
  });

  it("waits for a person or for Maxsight when the ladder has no next attempt", () => {
    const notification = { id: "n1", state: "exhausted" as const, nextAttemptAtMs: null };
    const step = decideNextStep(withResult({ readyAtMs: CREATED, notification }), CREATED + 500);
    expect(step).toEqual({ do: "wait", for: "fetch", forMs: 7 * DAY });
  });

  it("sends a demo callback without ready after ten seconds, because Maxsight's references have no ready", () => {
    const demo = withResult({ isDemo: true });
    expect(decideNextStep(demo, CREATED + 4_000)).toEqual({ do: "wait", for: "ready", forMs: 6_000 });
    expect(decideNextStep(demo, CREATED + 10_000)).toEqual({ do: "queue_notification" });
  });

  it("first settles whether errors of the start went out in the start answer", () => {
    const errors = withResult({ outcome: "errors", readyAtMs: CREATED });
    expect(decideNextStep(errors, CREATED + 1_000)).toEqual({ do: "settle_start", afterMs: 2_000 });
    expect(decideNextStep({ ...errors, startAnswered: "plain" }, CREATED + 1_000)).toEqual({
      do: "queue_notification",
    });
  });

  it("expires a week after the result when nobody fetches it", () => {
    expect(decideNextStep(withResult({}), CREATED + 500 + 7 * DAY)).toEqual({ do: "expire" });
  });

  it("of a polling template is only fetched, never announced", () => {
    const step = decideNextStep(withResult({ template: "ONE_TIME_POLLING" }), CREATED + 500);
    expect(step).toEqual({ do: "wait", for: "fetch", forMs: 7 * DAY });
  });
});

describe("a monitored check", () => {
  const monitored = (changes: Partial<LifecycleFacts>) =>
    facts({
      template: "MONITORED_CALLBACK",
      state: "monitoring",
      startedAtMs: CREATED,
      readyAtMs: CREATED + 1,
      ...changes,
    });
  const notification = { id: "n1", state: "queued" as const, nextAttemptAtMs: CREATED + 4_000 };

  it("without anything to deliver waits for the provider for as long as it lives", () => {
    expect(decideNextStep(monitored({}), CREATED + 400 * DAY)).toEqual({
      do: "wait",
      for: "provider",
      forMs: null,
    });
  });

  it("asks and reads nothing while it is paused, but delivers what is there", () => {
    const paused = { isPaused: true, hasInbound: true, nextPollAtMs: CREATED };
    expect(decideNextStep(monitored(paused), CREATED + DAY)).toEqual({
      do: "wait",
      for: "provider",
      forMs: null,
    });
    const pending = { ...paused, hasPendingUpdate: true, notification };
    expect(decideNextStep(monitored(pending), CREATED)).toMatchObject({ do: "notify", afterMs: 4_000 });
    expect(decideNextStep(monitored({ ...paused, isPaused: false }), CREATED)).toEqual({
      do: "read_inbound",
    });
  });

  it("does what is due first: the next poll or the next attempt", () => {
    const both = { hasPendingUpdate: true, notification, nextPollAtMs: CREATED + 9_000 };
    expect(decideNextStep(monitored(both), CREATED)).toEqual({
      do: "notify",
      notificationId: "n1",
      afterMs: 4_000,
    });
    expect(decideNextStep(monitored({ ...both, nextPollAtMs: CREATED + 2_000 }), CREATED)).toEqual({
      do: "poll",
      afterMs: 2_000,
    });
  });

  it("queues the notification of an update only after ready", () => {
    expect(decideNextStep(monitored({ hasPendingUpdate: true }), CREATED)).toEqual({
      do: "queue_notification",
    });
    const step = decideNextStep(monitored({ hasPendingUpdate: true, readyAtMs: null }), CREATED);
    expect(step).toEqual({ do: "wait", for: "ready", forMs: null });
  });

  it("still polls while an exhausted notification waits for a person", () => {
    const exhausted = { id: "n1", state: "exhausted" as const, nextAttemptAtMs: null };
    const step = decideNextStep(
      monitored({ hasPendingUpdate: true, notification: exhausted, nextPollAtMs: CREATED + 5 }),
      CREATED,
    );
    expect(step).toEqual({ do: "poll", afterMs: 5 });
  });
});

describe("a check that has ended", () => {
  it.each(["finished", "cancelled", "expired"] as const)("%s has no next step", (state) => {
    expect(decideNextStep(facts({ state }), CREATED)).toEqual({ do: "end" });
  });
});

describe("a check of the legacy monitored template", () => {
  const legacy = (changes: Partial<LifecycleFacts>) =>
    withResult({ template: "MONITORED_POLLING", readyAtMs: CREATED + 600, ...changes });

  it("is asked for by polls and never notified, however long nobody fetches", () => {
    const monitoring = legacy({ state: "monitoring", hasPendingUpdate: true, nextPollAtMs: CREATED + 5000 });
    expect(decideNextStep(monitoring, CREATED + 1000)).toEqual({ do: "poll", afterMs: 4000 });
    expect(decideNextStep({ ...monitoring, nextPollAtMs: null }, CREATED + 1000)).toEqual({
      do: "wait",
      for: "provider",
      forMs: null,
    });
  });

  it("waits for the poll that fetches errors of its start", () => {
    const errors = legacy({ outcome: "errors", startAnswered: "plain" });
    expect(decideNextStep(errors, CREATED + 1000)).toMatchObject({ do: "wait", for: "fetch" });
  });
});

describe("a cancelled check", () => {
  it("has ended unless its provider is to be told", () => {
    expect(decideNextStep(facts({ state: "cancelled" }), CREATED)).toEqual({ do: "end" });
    const owed = facts({ state: "cancelled", cancelAtMs: CREATED + 500 });
    expect(decideNextStep(owed, CREATED)).toEqual({ do: "cancel", afterMs: 500 });
    expect(decideNextStep(owed, CREATED + 900)).toEqual({ do: "cancel", afterMs: 0 });
  });
});
