import { beforeEach, describe, expect, it } from "vitest";
import { updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { createCancelJob, createResendJob, pauseJob } from "../jobs";
import { FIRST_PAGE } from "../page";
import { insertSampleBreaker } from "../testing/sample-breaker";
import { insertSampleCheck, insertSampleNotification } from "../testing/sample-check";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import { getCheck, listChecks } from "./index";

const clock = { now: new Date("2026-03-02T09:00:00.000Z") };
const LATER = new Date("2026-03-02T09:10:00.000Z");
const harness = useHarness({ now: () => clock.now });
let ctx: ServiceContext;
let provider: SampleProvider;

beforeEach(async () => {
  ctx = await harness.newTenant();
  provider = await createSampleProvider(ctx);
});

/** What the list says of a check; the check itself has to say the same. */
async function waitOf(id: string) {
  const { items } = await listChecks(ctx, { filter: {}, page: FIRST_PAGE });
  const { wait } = await getCheck(ctx, { id });
  expect(items.find((item) => item.id === id)?.wait).toEqual(wait);
  return wait;
}

describe("the list of checks", () => {
  it("says of each running check for whom or what it waits, and until when", async () => {
    const polled = await insertSampleCheck(ctx, provider, { nextPollAt: LATER });
    const unready = await insertSampleCheck(ctx, provider, { state: "result_ready", resultAt: clock.now });
    const done = await insertSampleCheck(ctx, provider, { state: "finished", finishedAt: clock.now });
    const owed = await insertSampleCheck(ctx, provider, {
      state: "cancelled",
      finishedAt: clock.now,
      providerCancel: "due",
      providerCancelAt: LATER,
    });
    expect(await waitOf(polled.id)).toMatchObject({ on: "provider", until: LATER });
    expect(await waitOf(unready.id)).toMatchObject({
      on: "maxsight",
      until: new Date("2026-03-09T09:00:00.000Z"),
    });
    expect(await waitOf(done.id)).toBeNull();
    expect(await waitOf(owed.id)).toMatchObject({ on: "provider", until: LATER });
    await insertSampleBreaker(ctx, { scope: "provider", key: provider.providerId, nextProbeAt: LATER });
    expect(await waitOf(polled.id)).toMatchObject({ on: "breaker", until: LATER });
  });

  it("speaks of the oldest update of a monitored check that Maxsight has not fetched", async () => {
    const check = await insertSampleCheck(ctx, provider, {
      state: "monitoring",
      checkTemplate: "MONITORED_CALLBACK",
      readyAt: clock.now,
      resultAt: clock.now,
    });
    expect(await waitOf(check.id)).toMatchObject({ on: "provider", until: null });
    const ids = [newId(), newId()] as const;
    await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.insert(updates).values(
        ids.map((id, index) => ({
          id,
          tenantId: ctx.tenantId,
          checkId: check.id,
          number: index + 1,
          updateId: id,
          state: "pending" as const,
          occurredAt: clock.now,
          contentHash: id,
          outcome: "result" as const,
          resultPayloadId: newId(),
          resultAt: clock.now,
        })),
      ),
    );
    await insertSampleNotification(ctx, check, {
      updateId: ids[0],
      state: "acknowledged",
      nextAttemptAt: LATER,
    });
    expect(await waitOf(check.id)).toMatchObject({
      on: "maxsight",
      until: LATER,
      sentence: "Maxsight was told and has yet to fetch the result.",
    });
  });

  it("speaks of a job that has yet to come to it, and of one that is paused", async () => {
    const given = { exclude: [], confirmed_total: undefined, rate_per_second: 20, reason: "mended" };
    const stuck = await insertSampleCheck(ctx, provider, {
      state: "result_ready",
      readyAt: clock.now,
      resultAt: clock.now,
    });
    const { id } = await insertSampleNotification(ctx, stuck, { state: "exhausted" });
    expect(await waitOf(stuck.id)).toMatchObject({ on: "person" });
    const job = await createResendJob(ctx, { ...given, filter: { ids: [id] } });
    expect(await waitOf(stuck.id)).toEqual({
      on: "rate_limit",
      until: null,
      sentence: "A bulk resend is to tell Maxsight; it waits for its turn, at most 20 a second.",
    });
    await pauseJob(ctx, { id: job.id });
    expect(await waitOf(stuck.id)).toMatchObject({
      on: "person",
      sentence: expect.stringContaining("paused"),
    });
    const running = await insertSampleCheck(ctx, provider);
    await createCancelJob(ctx, { ...given, filter: { ids: [running.id] } });
    expect(await waitOf(running.id)).toMatchObject({
      on: "rate_limit",
      sentence: expect.stringContaining("A bulk cancel"),
    });
  });
});

describe("what a cancel means for the provider", () => {
  const connector = (cancel: object) => ({
    kind: "http",
    base_url: "http://127.0.0.1:9",
    operations: {
      start: {
        request: { method: "POST", path: "/checks" },
        outcome: '{ "kind": "pending", "providerReference": body.id }',
      },
      ...cancel,
    },
  });
  const config = { check_template: { type: "ONE_TIME_CALLBACK" } };

  it("is said with how it is told, or why it is not", async () => {
    const telling = await createSampleProvider(ctx, {
      config,
      connector: connector({
        cancel: { request: { method: "DELETE", path: "/checks/{{ providerReference }}" } },
      }),
    });
    const mute = await createSampleProvider(ctx, { config, connector: connector({}) });
    const planOf = async (...args: Parameters<typeof insertSampleCheck>) =>
      (await getCheck(ctx, { id: (await insertSampleCheck(...args)).id })).cancelPlan;
    expect(await planOf(ctx, telling)).toEqual({
      isTold: true,
      sentence:
        "The provider is told with DELETE /checks/{{ providerReference }}, and again for a day and a half until it has taken it.",
    });
    expect(await planOf(ctx, mute)).toEqual({
      isTold: false,
      sentence:
        "The provider is not told: version 1 of its definition has no cancel. It goes on with the check, and may bill it.",
    });
    expect(await planOf(ctx, telling, { state: "accepted", startedAt: null })).toMatchObject({
      isTold: false,
      sentence: expect.stringContaining("not called yet"),
    });
    expect(await planOf(ctx, telling, { isDemo: true })).toMatchObject({
      sentence: expect.stringContaining("no provider is behind"),
    });
    expect(await planOf(ctx, telling, { state: "finished" })).toBeNull();
  });
});
