import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { checks, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { UnavailableError } from "@/lib/errors";
import { type ProviderId } from "@/lib/ids";
import { nextStep } from "../checks";
import type { ServiceContext } from "../context";
import { insertSampleBreaker } from "../testing/sample-breaker";
import { insertSampleCheck } from "../testing/sample-check";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import { findProviderBreaker, noteProviderAnswer, throughBreaker } from "./index";
import { useMaxsightHosts } from "./testing/maxsight-hosts";

const clock = { ms: Date.now() };
const harness = useHarness({ now: () => new Date(clock.ms) });
let ctx: ServiceContext;
let sample: SampleProvider;
let provider: { providerId: ProviderId; isDemo: boolean };
beforeEach(async () => {
  ctx = await harness.newTenant();
  sample = await createSampleProvider(ctx, { config: { check_template: { type: "ONE_TIME_CALLBACK" } } });
  provider = { providerId: sample.providerId as ProviderId, isDemo: false };
  await insertSampleBreaker(ctx, {
    scope: "provider",
    key: sample.providerId,
    timesOpened: 3,
    openedAt: ctx.now(),
    nextProbeAt: ctx.now(),
  });
});

type Answer = { exchanges: [] };
const call = (made: () => Promise<Answer>) =>
  throughBreaker(ctx, provider, { call: made, refused: (): Answer => ({ exchanges: [] }) });
const nothingLeft = async (): Promise<Answer> => {
  clock.ms += 1;
  return { exchanges: [] };
};
const busy = () => Promise.reject<Answer>(new UnavailableError("No thread was free."));
/** A call that takes until its end is asked for, and did not leave then. */
function held() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { end, made: () => ended.then(nothingLeft) };
}
const breaker = async () => {
  const found = await findProviderBreaker(ctx, { providerId: provider.providerId });
  if (found === null) throw new Error("no breaker");
  return found;
};

describe("a probe of a provider", () => {
  it("is given back when it was refused before it left", async () => {
    await expect(call(busy)).rejects.toThrow("No thread was free.");
    expect(await breaker()).toMatchObject({ state: "open", timesOpened: 3, nextProbeAt: ctx.now() });
    expect(await call(nothingLeft)).toMatchObject({ sentAs: "probe" });
  });

  it("is given back when there was nothing to call", async () => {
    const answered = await call(nothingLeft);
    await noteProviderAnswer(ctx, provider, answered);
    const { state, history } = await breaker();
    expect(state).toBe("open");
    expect(history.map((move) => [move.state, move.calls])).toEqual([
      ["open", 0],
      ["half_open", 0],
    ]);
  });

  it("is not given back by one that counts as lost", async () => {
    const [first, second] = [held(), held()];
    const lost = call(first.made);
    await expect.poll(async () => (await breaker()).state).toBe("half_open");
    clock.ms += 180_000;
    const leaseEndsAt = new Date(clock.ms + 180_000);
    const probing = call(second.made);
    await expect.poll(async () => (await breaker()).history.length).toBe(2);
    first.end();
    await lost;
    expect(await breaker()).toMatchObject({ state: "half_open", nextProbeAt: leaseEndsAt });
    second.end();
    await probing;
  });

  it("does not hold up what waits behind it", async () => {
    const waiting = await insertSampleCheck(ctx, sample, { state: "in_progress", startedAt: ctx.now() });
    await call(async () => {
      const { nextProbeAt } = await breaker();
      await asTenant(ctx.db, ctx.tenantId, (tx) =>
        tx.update(checks).set({ nextPollAt: nextProbeAt }).where(eq(checks.id, waiting.id)),
      );
      return { exchanges: [] };
    });
    expect(await nextStep(ctx, { checkId: waiting.id })).toMatchObject({ do: "poll", afterMs: 0 });
  });

  it("does not hold up what somebody holds while it is given back", async () => {
    const waiting = await insertSampleCheck(ctx, sample, { state: "in_progress", startedAt: ctx.now() });
    const probe = held();
    const probing = call(probe.made);
    await expect.poll(async () => (await breaker()).state).toBe("half_open");
    const { nextProbeAt } = await breaker();
    const isWaiting = eq(checks.id, waiting.id);
    await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.update(checks).set({ nextPollAt: nextProbeAt }).where(isWaiting),
    );
    await asTenant(ctx.db, ctx.tenantId, async (tx) => {
      await tx.select().from(checks).where(isWaiting).for("update");
      probe.end();
      await expect.poll(async () => (await breaker()).state).toBe("open");
    });
    await probing;
    expect(await nextStep(ctx, { checkId: waiting.id })).toMatchObject({ do: "poll", afterMs: 0 });
  });
});

describe("a probe of a Maxsight host", () => {
  const world = useMaxsightHosts();

  it("is given back when it cannot be signed", async () => {
    await world.open();
    const { ctx: owner, eu } = world.current();
    const other = await world.newProvider(owner, eu);
    const unsigned = await world.newNotification(owner, other);
    await asTenant(owner.db, owner.tenantId, (tx) =>
      tx
        .update(signingKeys)
        .set({ ciphertext: Buffer.from("spoiled") })
        .where(eq(signingKeys.providerId, other.providerId)),
    );
    world.clock.ms += 30_000;
    await expect(world.attempt(unsigned)).rejects.toThrow();
    expect(await world.onlyBreaker()).toMatchObject({ state: "open", timesOpened: 1 });
    eu.status = 200;
    const [next] = await world.newNotifications(1);
    await world.attempt(next!);
    expect(await world.onlyBreaker()).toMatchObject({ state: "closed" });
  });
});
