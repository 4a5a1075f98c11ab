import { beforeEach, describe, expect, it } from "vitest";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "@/lib/errors";
import { listAttention } from "../attention";
import { nextStep } from "../checks";
import type { ServiceContext } from "../context";
import { Registry } from "../registry";
import { RIGHT, useAcmeWorld, webhook } from "../testing/acme-world";
import { insertSampleCheck, insertSampleEvent } from "../testing/sample-check";
import type { SampleProvider } from "../testing/sample-provider";
import {
  attachInbound,
  createIgnoreRule,
  getInbound,
  listIgnoreRules,
  receiveWebhook,
  removeIgnoreRule,
} from "./index";

const world = useAcmeWorld();
const { as, auditOf, connector, harness, newProvider } = world;
let ctx: ServiceContext;
let provider: SampleProvider;
const told = `{ "kind": "pending", "providerReference": "p-1" }`;
beforeEach(async () => {
  ctx = world.tenant();
  provider = await newProvider(connector(told, webhook(RIGHT)));
});

const reason = "Heartbeats of their test system";
const HEARTBEAT = { type: "heartbeat", check_id: "p-9", who: "Ada" };
const hear = async (body: object, { slug }: { slug: string } = provider): Promise<string> => {
  const receipt = await receiveWebhook(harness.runtime, new Registry(harness.runtime), {
    slug,
    method: "POST",
    target: `/hooks/${slug}`,
    headers: { "content-type": "application/json", "x-event": "beat" },
    rawBody: Buffer.from(JSON.stringify(body)),
    nowMs: Date.now(),
    remoteAddress: "127.0.0.1",
  });
  if (receipt.status !== "accepted") throw new Error(`not accepted: ${receipt.status}`);
  return receipt.eventId;
};
let beat = 0;
const make = async (field = "/body/type") =>
  createIgnoreRule(ctx, { eventId: await hear({ ...HEARTBEAT, beat: (beat += 1) }), field, reason });
const attention = async () => (await listAttention(ctx, {})).groups.map(({ cause }) => cause);

describe("an ignore rule", () => {
  it("puts away what comes and what waits, says which rule, and counts both", async () => {
    const waiting = await hear({ ...HEARTBEAT, n: 1 });
    const other = await hear({ type: "news", check_id: "p-9" });
    const rule = await make();
    expect(rule).toMatchObject({ field: "/body/type", equals: "heartbeat", reason, ignoredCount: 2 });
    const coming = await hear({ ...HEARTBEAT, n: 2 });
    for (const id of [waiting, coming]) {
      expect(await getInbound(ctx, { id })).toMatchObject({
        state: "ignored",
        ignoredReason: reason,
        rule: { id: rule.id, field: "/body/type", equals: "heartbeat", removedAt: null },
      });
    }
    expect(await getInbound(ctx, { id: other })).toMatchObject({ state: "unmatched", rule: null });
    const [listed] = await listIgnoreRules(as("viewer"), { filter: { provider: provider.slug } });
    expect(listed).toMatchObject({ id: rule.id, ignoredCount: 3, actorLabel: ctx.actor.label });
    expect(listed?.lastIgnoredAt).toBeInstanceOf(Date);
    expect(await auditOf("inbound.ignore_rule_created")).toMatchObject([
      { targetId: rule.id, reason, details: { field: "/body/type" } },
    ]);
  });

  it("never counts in Needs attention", async () => {
    const old = new Date(Date.now() - 3_600_000);
    await insertSampleEvent(ctx, provider, { body: HEARTBEAT, createdAt: old });
    expect(await attention()).toContain("inbound");
    await make();
    expect(await attention()).not.toContain("inbound");
  });

  it("keeps nothing from a check: neither what finds it at once nor what came before it", async () => {
    await make();
    const known = await insertSampleCheck(ctx, provider, { providerReference: "p-1" });
    const found = await hear({ type: "heartbeat", check_id: "p-1" });
    expect(await getInbound(ctx, { id: found })).toMatchObject({
      state: "received",
      check: { id: known.id },
    });
    const early = await hear({ type: "heartbeat", check_id: "p-2" });
    expect(await getInbound(ctx, { id: early })).toMatchObject({ state: "ignored" });
    const late = await insertSampleCheck(ctx, provider, { providerReference: "p-2", readyAt: ctx.now() });
    expect(await nextStep(ctx, { checkId: late.id })).toMatchObject({ do: "notify" });
    expect(await getInbound(ctx, { id: early })).toMatchObject({
      state: "applied",
      check: { id: late.id },
      rule: null,
    });
  });

  it("leaves its events attachable", async () => {
    const rule = await make("/headers/x-event");
    expect(rule.equals).toBe("beat");
    const check = await insertSampleCheck(ctx, provider);
    const event = await hear({ type: "other", check_id: "p-7" });
    expect(await getInbound(ctx, { id: event })).toMatchObject({ state: "ignored", rule: { id: rule.id } });
    expect(await attachInbound(ctx, { id: event, checkId: check.id })).toMatchObject({
      state: "received",
      ignoredBy: null,
    });
  });

  it("is of one provider and of one tenant", async () => {
    const rule = await make();
    const elsewhere = await newProvider(connector(told, webhook(RIGHT)));
    const event = await hear(HEARTBEAT, elsewhere);
    expect(await getInbound(ctx, { id: event })).toMatchObject({ state: "unmatched" });
    const stranger = await harness.newTenant();
    expect(await listIgnoreRules(stranger, { filter: {} })).toEqual([]);
    await expect(removeIgnoreRule(stranger, { id: rule.id })).rejects.toThrow(NotFoundError);
    const input = { eventId: event, field: "/body/type", reason };
    await expect(createIgnoreRule(stranger, input)).rejects.toThrow(NotFoundError);
    await expect(createIgnoreRule(as("viewer"), input)).rejects.toThrow(ForbiddenError);
  });

  it("stands once, and once removed lets the next ones wait again", async () => {
    const rule = await make();
    await expect(make()).rejects.toThrow("This rule stands already.");
    await expect(removeIgnoreRule(as("viewer"), { id: rule.id })).rejects.toThrow(ForbiddenError);
    await removeIgnoreRule(ctx, { id: rule.id });
    await removeIgnoreRule(ctx, { id: rule.id });
    expect(await auditOf("inbound.ignore_rule_removed")).toHaveLength(1);
    expect(await listIgnoreRules(ctx, { filter: {} })).toEqual([]);
    expect(await getInbound(ctx, { id: await hear({ ...HEARTBEAT, n: 3 }) })).toMatchObject({
      state: "unmatched",
    });
    expect(await make()).toMatchObject({ removedAt: null });
  });

  it("fits the event it is made from, and does not tell what is masked", async () => {
    const eventId = await hear(HEARTBEAT);
    const detail = await getInbound(ctx, { id: eventId });
    expect(detail.ruleFields).toEqual([
      { field: "/body/type", value: "heartbeat" },
      { field: "/body/check_id", value: "p-9" },
      { field: "/body/who", value: null },
      { field: "/headers/x-event", value: "beat" },
    ]);
    const rule = (field: string, equals?: string) =>
      createIgnoreRule(ctx, { eventId, field, equals, reason });
    await expect(rule("/body/who")).rejects.toThrow(InvalidInputError);
    await expect(rule("/body/who", "Eve")).rejects.toThrow(InvalidInputError);
    await expect(rule("/body/nothing")).rejects.toThrow(InvalidInputError);
    expect(await rule("/body/who", "Ada")).toMatchObject({ equals: "Ada", ignoredCount: 1 });
  });

  it("is not made from an event of a check, or from one that proved nothing", async () => {
    const check = await insertSampleCheck(ctx, provider);
    const applied = await insertSampleEvent(ctx, provider, { state: "applied", checkId: check.id });
    const forged = await insertSampleEvent(ctx, provider, { state: "failed", verdict: "bad_signature" });
    for (const { id } of [applied, forged]) {
      expect((await getInbound(ctx, { id })).ruleFields).toEqual([]);
      const input = { eventId: id, field: "/body/check_id", reason };
      await expect(createIgnoreRule(ctx, input)).rejects.toThrow(ConflictError);
    }
  });
});
