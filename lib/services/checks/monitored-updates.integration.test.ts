import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { notifications, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import type { ServiceContext } from "../context";
import { getDefinitionVersion } from "../registry";
import { insertSampleCheck } from "../testing/sample-check";
import { createSampleProvider } from "../testing/sample-provider";
import type { CheckRow } from "./check-row";
import { fetchOutcome, fetchUpdate, markReady, nextStep, supersedeUpdate } from "./index";
import { storeOutcome } from "./store-outcome";

const harness = useHarness();
let ctx: ServiceContext;
let check: CheckRow;

async function newCheck(template: "MONITORED_CALLBACK" | "ONE_TIME_CALLBACK"): Promise<void> {
  ctx = await harness.newTenant();
  const provider = await createSampleProvider(ctx, { config: { check_template: { type: template } } });
  check = await insertSampleCheck(ctx, provider, { checkTemplate: template });
}

async function say(summary: string): Promise<void> {
  const version = await getDefinitionVersion(ctx, { providerId: check.providerId, number: check.version });
  const outcome = { kind: "result" as const, result: { decision: "PASS" as const, summary } };
  await storeOutcome(ctx, { check, version, outcome, exchanges: [] });
}

const named = () => {
  const { providerId, reference, environment } = check;
  return { providerId, reference, environment, maxsightId: null };
};
const eight = <Result>(run: () => Promise<Result>) => Promise.all(Array.from({ length: 8 }, run));

const told = () =>
  asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ id: notifications.id, number: updates.number, state: notifications.state })
      .from(notifications)
      .leftJoin(updates, eq(updates.id, notifications.updateId))
      .where(eq(notifications.checkId, check.id))
      .orderBy(asc(notifications.createdAt), asc(notifications.id)),
  );

/** Whatever is due has left: Maxsight may now ask for the update it was told of. */
async function deliver(): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(notifications)
      .set({ state: "acknowledged", attempts: 1, nextAttemptAt: null })
      .where(eq(notifications.state, "queued")),
  );
}

async function get(): Promise<string> {
  const fetched = await fetchUpdate(ctx, named());
  if (fetched.status !== "update" || fetched.outcome.kind !== "result") return fetched.status;
  return (fetched.outcome.result as { summary: string }).summary;
}

describe("an update that Maxsight will not take", () => {
  beforeEach(() => newCheck("MONITORED_CALLBACK"));

  it("is superseded on a word, once a later one waits, and the next is announced", async () => {
    await say("first");
    await markReady(ctx, named());
    await nextStep(ctx, { checkId: check.id });
    const [first] = await told();
    await asTenant(ctx.db, ctx.tenantId, (tx) => tx.update(notifications).set({ state: "exhausted" }));
    const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select({ updateId: updates.updateId }).from(updates).where(eq(updates.checkId, check.id)),
    );
    const input = { id: check.id, update_id: row?.updateId ?? "", reason: "Maxsight refuses it" };
    await expect(supersedeUpdate(ctx, input)).rejects.toThrow("No later update waits for Maxsight.");
    await say("second");
    await nextStep(ctx, { checkId: check.id });
    expect(await told()).toEqual([{ ...first, state: "exhausted" }]);

    await supersedeUpdate(ctx, input);
    await nextStep(ctx, { checkId: check.id });
    expect((await told()).map(({ number, state }) => [number, state])).toEqual([
      [1, "cancelled"],
      [2, "queued"],
    ]);
    expect(await get()).toBe("second");
    await expect(supersedeUpdate(ctx, input)).rejects.toThrow("Update 1 is superseded");
    await expect(supersedeUpdate(ctx, { ...input, update_id: "other" })).rejects.toThrow("no such update");
  });
});

describe("a monitored check under concurrent calls", () => {
  beforeEach(() => newCheck("MONITORED_CALLBACK"));

  it("makes one update of the same result, however many say it at once", async () => {
    await eight(() => say("first"));
    const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select({ number: updates.number }).from(updates).where(eq(updates.checkId, check.id)),
    );
    expect(rows).toEqual([{ number: 1 }]);
  });

  it("announces one update at a time, in order, whoever asks what is next", async () => {
    for (const summary of ["first", "second", "third"]) await say(summary);
    const seen = [];
    await eight(() => markReady(ctx, named()));
    for (let round = 0; round < 3; round += 1) {
      await eight(() => nextStep(ctx, { checkId: check.id }));
      const open = (await told()).filter(({ state }) => state === "queued");
      expect(open).toHaveLength(1);
      await deliver();
      seen.push(...new Set(await eight(get)));
    }
    expect(seen).toEqual(["first", "second", "third"]);
    await eight(() => nextStep(ctx, { checkId: check.id }));
    expect((await told()).map(({ number, state }) => [number, state])).toEqual([
      [1, "fetched"],
      [2, "fetched"],
      [3, "fetched"],
    ]);
    expect(await get()).toBe("third");
  });
});

describe("a callback check under concurrent calls", () => {
  beforeEach(() => newCheck("ONE_TIME_CALLBACK"));

  it("notifies once for any number of ready and results, and gives every complete the same", async () => {
    await Promise.all([eight(() => markReady(ctx, named())), eight(() => say("done"))]);
    await eight(() => nextStep(ctx, { checkId: check.id }));
    expect(await told()).toHaveLength(1);
    const answers = await eight(() => fetchOutcome(ctx, named()));
    for (const answer of answers)
      expect(answer).toMatchObject({
        status: "final",
        outcome: { result: { decision: "PASS", summary: "done" } },
      });
    expect((await told()).map(({ state }) => state)).toEqual(["fetched"]);
  });
});
