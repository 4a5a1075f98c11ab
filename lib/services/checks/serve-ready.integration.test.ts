import { beforeEach, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { FIRST_PAGE } from "../page";
import type { Engine } from "../context";
import { listNotifications } from "../notifications";
import { acceptLiveCheck, liveProvider } from "../testing/live-check";
import { createSampleProvider } from "../testing/sample-provider";
import { nextStep } from "./lifecycle";
import { markReady } from "./serve-check";
import { storeOutcome } from "./store-outcome";

const woken: string[] = [];
const engine: Engine = {
  wake: async ({ checkId }) => woken.push(checkId) > 0,
  startAndWait: async () => "pending",
};
const harness = useHarness({ engine });

beforeEach(() => {
  woken.length = 0;
});

async function accept() {
  const ctx = await harness.newTenant();
  const provider = await createSampleProvider(ctx, {
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
  });
  const live = await liveProvider(harness.runtime, ctx, provider.slug);
  const { check } = await acceptLiveCheck(live);
  const { providerId, reference, maxsightId, environment } = check;
  const ready = () => markReady(ctx, { providerId, reference, maxsightId, environment });
  const answer = () =>
    storeOutcome(ctx, {
      check,
      version: live.registration.version,
      outcome: { kind: "result", result: { decision: "PASS", summary: "Found." } },
      exchanges: [],
    });
  const step = () => nextStep(ctx, { checkId: check.id });
  const notifications = async () => (await listNotifications(ctx, { filter: {}, page: FIRST_PAGE })).items;
  return { check, ready, answer, step, notifications };
}

it("wakes nobody while there is no result: whoever stores it sees that Maxsight is ready", async () => {
  const { ready, answer, step, notifications } = await accept();
  expect(await ready()).toMatchObject({ status: "ready" });
  expect(woken).toEqual([]);
  await answer();
  expect(await notifications()).toMatchObject([{ state: "queued" }]);
  expect(await step()).toMatchObject({ do: "notify", afterMs: 0 });
});

it("wakes the lifecycle that waits for it, once", async () => {
  const { check, ready, answer, step, notifications } = await accept();
  await answer();
  expect(await step()).toMatchObject({ do: "wait", for: "ready" });
  await ready();
  await ready();
  expect(woken).toEqual([check.id]);
  expect(await notifications()).toHaveLength(1);
  expect(await step()).toMatchObject({ do: "notify", afterMs: 0 });
});
