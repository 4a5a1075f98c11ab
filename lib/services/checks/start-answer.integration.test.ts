import { describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { type Engine, type ServiceContext } from "../context";
import { acceptLiveCheck, liveProvider } from "../testing/live-check";
import { createSampleProvider } from "../testing/sample-provider";
import type { CheckRow } from "./check-row";
import { getCheckRow } from "./find-check";
import { settleStartAnswer } from "./lifecycle";
import { repeatStartAnswer, startLifecycle } from "./start-check";
import { storeOutcome } from "./store-outcome";

let whileTheFirstWaits: () => Promise<void> = async () => {};
const engine: Engine = {
  wake: async () => false,
  startAndWait: async () => {
    await whileTheFirstWaits();
    return "errors";
  },
};
const harness = useHarness({ engine });

const REFUSED = {
  kind: "errors" as const,
  errors: [{ type: "INVALID_CREDENTIALS" as const, message: "The provider refused the token." }],
};

async function accept(template: Record<string, unknown>, more: { connector?: Record<string, unknown> } = {}) {
  const ctx = await harness.newTenant();
  const provider = await createSampleProvider(ctx, { config: { check_template: template }, ...more });
  const live = await liveProvider(harness.runtime, ctx, provider.slug);
  const { check } = await acceptLiveCheck(live);
  const refuse = () =>
    storeOutcome(ctx, { check, version: live.registration.version, outcome: REFUSED, exchanges: [] });
  return { ctx, check, refuse };
}

const stateOf = async (ctx: ServiceContext, check: CheckRow) => {
  const { state, startAnswered } = await getCheckRow(ctx, check.id);
  return { state, startAnswered };
};

const CALLBACK = { type: "ONE_TIME_CALLBACK", request_timeout: 60, callback_timeout: 60 };
const MONITORED = { type: "MONITORED_CALLBACK", request_timeout: 60, callback_timeout: 60 };

describe("errors of the start", () => {
  it("end the check in the start answer, and a repeat gets the same", async () => {
    const { ctx, check, refuse } = await accept(CALLBACK);
    whileTheFirstWaits = async () => void (await refuse());
    expect(await startLifecycle(ctx, check)).toMatchObject(REFUSED);
    expect(await stateOf(ctx, check)).toEqual({ state: "finished", startAnswered: "errors" });
    expect(await repeatStartAnswer(ctx, await getCheckRow(ctx, check.id))).toMatchObject(REFUSED);
  });

  it("travel with the result when a repeat was told `accepted` while the first call was open", async () => {
    const { ctx, check, refuse } = await accept(CALLBACK);
    whileTheFirstWaits = async () => {
      expect(await repeatStartAnswer(ctx, check)).toBeNull();
      await refuse();
    };
    expect(await startLifecycle(ctx, check)).toBeNull();
    expect(await stateOf(ctx, check)).toEqual({ state: "result_ready", startAnswered: "plain" });
  });

  it("become the first update of a monitored check that was told `accepted` before they were known", async () => {
    const { ctx, check, refuse } = await accept(MONITORED);
    whileTheFirstWaits = async () => {
      expect(await repeatStartAnswer(ctx, check)).toBeNull();
      await refuse();
    };
    expect(await startLifecycle(ctx, check)).toBeNull();
    expect(await stateOf(ctx, check)).toEqual({ state: "monitoring", startAnswered: "plain" });
  });

  it("of a monitored check that nobody took in time do not end its polling", async () => {
    const request = { method: "GET", path: "/checks" };
    const { ctx, check, refuse } = await accept(MONITORED, {
      connector: {
        kind: "http",
        base_url: "http://127.0.0.1:9",
        operations: { start: { request, outcome: "body" }, poll: { request, every: "20s", outcome: "body" } },
        monitoring: { mode: "poll", every: "24h" },
      },
    });
    await refuse();
    await settleStartAnswer(ctx, { checkId: check.id });
    const { state, nextPollAt, failingCode } = await getCheckRow(ctx, check.id);
    expect({ state, failingCode }).toEqual({ state: "monitoring", failingCode: "INVALID_CREDENTIALS" });
    expect(nextPollAt?.getTime()).toBeGreaterThan(Date.now() + 86_000_000);
  });
});
