import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { inboundEvents } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { getCheck, listChecks } from "@/lib/services/checks";
import { FIRST_PAGE } from "@/lib/services/page";
import { putSecret } from "@/lib/services/providers";
import { sampleIndividual, type SampleProvider } from "@/lib/services/testing/sample-provider";
import { acmeConnector, useWorld, WEBHOOK_SECRET } from "@/lib/temporal/testing/world";

const world = useWorld();

const RESULT = `body.status = "complete"
  ? { "kind": "result", "result": { "decision": body.decision = "approved" ? "PASS" : "FAIL", "summary": body.summary } }`;

/** A provider that is never asked: it tells us. */
async function newWebhookProvider(): Promise<SampleProvider> {
  const { operations, ...rest } = acmeConnector(world.acme.url, {
    webhook: {
      verify: {
        type: "hmac_sha256",
        header: "x-acme-signature",
        payload: "{{ timestamp }}.{{ raw }}",
        timestamp_header: "x-acme-timestamp",
        secret: "webhook_secret",
      },
      event_id: "body.event_id",
      provider_reference: "body.check_id",
      outcome: RESULT,
    },
  });
  const { poll: _never, ...told } = operations;
  const provider = await world.newProvider({
    connector: { ...rest, operations: told, secrets: ["webhook_secret"] },
  });
  await putSecret(world.ctx, { slug: provider.slug, name: "webhook_secret", value: WEBHOOK_SECRET });
  return provider;
}

const PATIENCE = { timeout: 10_000 };
const hookOf = (provider: SampleProvider) => `${world.door.origin}/hooks/${provider.slug}`;
const approved = (checkId: string, eventId = `event-${checkId}`) => ({
  event_id: eventId,
  check_id: checkId,
  status: "complete",
  decision: "approved",
  summary: "Approved by webhook.",
});

function eventsOf(provider: SampleProvider) {
  return asTenant(world.ctx.db, world.ctx.tenantId, (tx) =>
    tx
      .select()
      .from(inboundEvents)
      .where(eq(inboundEvents.providerId, provider.providerId as never))
      .orderBy(asc(inboundEvents.createdAt)),
  );
}

async function checksOf(provider: SampleProvider) {
  return (await listChecks(world.ctx, { filter: { provider: provider.slug }, page: FIRST_PAGE })).items;
}

describe("a provider's webhook", () => {
  it("brings the result of a check, once, however often it is sent", async () => {
    const provider = await newWebhookProvider();
    const simulated = world.simulate(provider, { checkInput: sampleIndividual() });
    await expect
      .poll(async () => (await checksOf(provider))[0]?.providerReference, PATIENCE)
      .toMatch(/^acme-/);
    const [check] = await checksOf(provider);
    const body = approved(check?.providerReference ?? "");
    const sent = await world.acme.sendWebhook({
      url: hookOf(provider),
      body,
      secret: WEBHOOK_SECRET,
      copies: 3,
    });
    expect(sent.statuses).toEqual([200, 200, 200]);
    expect(await simulated).toMatchObject({
      state: "completed",
      result: { decision: "PASS", summary: "Approved by webhook." },
    });
    expect(await eventsOf(provider)).toMatchObject([
      { state: "applied", verdict: "valid", checkId: check?.id, eventId: body.event_id },
    ]);
    const seen = await getCheck(world.ctx, { id: check?.id ?? "" });
    expect(seen.exchanges.map((exchange) => exchange.operation)).toContain("webhook");
  });

  it("finds its check when it overtakes the answer to the start", async () => {
    const provider = await newWebhookProvider();
    world.acme.script({
      "POST /v2/checks": async () => {
        await world.acme.sendWebhook({
          url: hookOf(provider),
          body: approved("early-1"),
          secret: WEBHOOK_SECRET,
        });
        return { status: 201, json: { id: "early-1", status: "pending" } };
      },
    });
    const result = await world.simulate(provider, { checkInput: sampleIndividual() });
    world.acme.reset();
    expect(result).toMatchObject({ state: "completed", result: { decision: "PASS" } });
    expect(await eventsOf(provider)).toMatchObject([{ state: "applied" }]);
  });

  it("is refused without a valid signature, and does not use up the place of the genuine one", async () => {
    const provider = await newWebhookProvider();
    const wish = { url: hookOf(provider), body: approved("nobody-1"), secret: WEBHOOK_SECRET };
    const statuses = [];
    for (const changes of [
      { secret: "another" },
      { defect: "unsigned" as const },
      { timestampMs: Date.now() - 3_600_000 },
    ]) {
      statuses.push(...(await world.acme.sendWebhook({ ...wish, ...changes })).statuses);
    }
    statuses.push(...(await world.acme.sendWebhook(wish)).statuses);
    expect(statuses).toEqual([401, 401, 401, 200]);
    const events = await eventsOf(provider);
    expect(events.map((event) => [event.verdict, event.state])).toEqual([
      ["bad_signature", "failed"],
      ["valid", "unmatched"],
    ]);
  });

  it("is kept when no check of this provider has its reference, also if another tenant's has", async () => {
    const provider = await newWebhookProvider();
    const other = await newWebhookProvider();
    const simulated = world.simulate(other, { checkInput: sampleIndividual(), callbackDeadlineMs: 20_000 });
    await expect.poll(async () => (await checksOf(other))[0]?.providerReference, PATIENCE).toMatch(/^acme-/);
    const reference = (await checksOf(other))[0]?.providerReference ?? "";
    await world.acme.sendWebhook({
      url: hookOf(provider),
      body: approved(reference),
      secret: WEBHOOK_SECRET,
    });
    expect(await eventsOf(provider)).toMatchObject([{ state: "unmatched", checkId: null }]);
    expect((await checksOf(other))[0]?.state).toBe("in_progress");
    await world.acme.sendWebhook({ url: hookOf(other), body: approved(reference), secret: WEBHOOK_SECRET });
    expect((await simulated).state).toBe("completed");
  });

  it("is unknown where no provider listens", async () => {
    const silent = await world.newProvider();
    const wish = { body: approved("x"), secret: WEBHOOK_SECRET };
    const url = `${world.door.origin}/hooks/no-such-provider`;
    expect((await world.acme.sendWebhook({ ...wish, url })).statuses).toEqual([404]);
    expect((await world.acme.sendWebhook({ ...wish, url: hookOf(silent) })).statuses).toEqual([404]);
  });
});
