import { describe, expect, it } from "vitest";
import { exchanges, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "@/lib/errors";
import { newId, type ProviderId } from "@/lib/ids";
import { contextFor, type ServiceContext } from "../context";
import { sealPayload } from "../payloads";
import { insertSampleCheck } from "../testing/sample-check";
import { createSampleProvider, sampleConfig, type SampleProvider } from "../testing/sample-provider";
import { listSamples, tryMapping, TryMappingInput } from ".";

const harness = useHarness();

const OUTCOME = `status = 200
  ? { "kind": "result", "result": { "decision": body.ok ? "PASS" : "FAIL", "summary": body.name } }`;

const connector = (outcome = OUTCOME) => ({
  kind: "http",
  base_url: "https://api.example/v1",
  operations: { start: { request: { method: "POST", path: "/checks" }, outcome } },
});

const trial = (sample: object, outcome?: string) =>
  TryMappingInput.parse({ config: sampleConfig(), connector: connector(outcome), sample });

const pasted = (body: object, changes: object = {}) => ({
  kind: "pasted",
  operation: "start",
  status: 200,
  body: JSON.stringify(body),
  ...changes,
});

async function storeAnswer(ctx: ServiceContext, provider: SampleProvider, body: object): Promise<string> {
  const check = await insertSampleCheck(ctx, provider);
  const message = { headers: {}, body: JSON.stringify(body), encoding: "utf8" };
  const payload = await sealPayload(ctx, "exchange", message);
  const id = newId();
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await tx.insert(payloads).values(payload);
    await tx.insert(exchanges).values({
      id,
      tenantId: ctx.tenantId,
      providerId: provider.providerId,
      checkId: check.id,
      peer: "provider",
      direction: "out",
      operation: "start",
      method: "POST",
      url: "https://api.example/v1/checks",
      status: 200,
      startedAt: ctx.now(),
      durationMs: 12,
      responsePayloadId: payload.id,
    });
  });
  return id;
}

describe("trying a mapping", () => {
  it("shows what it makes of a pasted answer", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx, { connector: connector() });
    const tried = await tryMapping(ctx, { slug, ...trial(pasted({ ok: true, name: "Ada" })) });
    expect(tried).toEqual({
      kind: "result",
      decision: "PASS",
      outcome: { kind: "result", result: { decision: "PASS", summary: "Ada" } },
      problems: [],
    });
  });

  it("names what is wrong with what it gave", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx, { connector: connector() });
    const wrong = `{ "kind": "result", "result": { "decision": "MAYBE", "summary": "x" } }`;
    const tried = await tryMapping(ctx, { slug, ...trial(pasted({}), wrong) });
    expect(tried.kind).toBe("errors");
    expect(tried.problems).toHaveLength(1);
    expect(tried.problems[0]).toContain("/operations/start/outcome → /result/decision");
  });

  it("reads a stored answer again, masked", async () => {
    const ctx = await harness.newTenant();
    const provider = await createSampleProvider(ctx, { connector: connector() });
    const { slug } = provider;
    const exchangeId = await storeAnswer(ctx, provider, { ok: false, name: "Ada Musterfrau" });
    const samples = await listSamples(ctx, { providerId: provider.providerId as ProviderId });
    expect(samples).toMatchObject([{ exchangeId, operation: "start", status: 200, durationMs: 12 }]);
    const tried = await tryMapping(ctx, { slug, ...trial({ kind: "stored", exchange_id: exchangeId }) });
    expect(tried).toMatchObject({
      kind: "result",
      decision: "FAIL",
      outcome: { result: { decision: "FAIL", summary: "••••••••••••" } },
    });
    const other = await createSampleProvider(ctx, { connector: connector() });
    const elsewhere = { slug: other.slug, ...trial({ kind: "stored", exchange_id: exchangeId }) };
    await expect(tryMapping(ctx, elsewhere)).rejects.toThrow(NotFoundError);
  });

  it("refuses what cannot be tried, and who may not", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx, { connector: connector() });
    const poll = trial(pasted({}, { operation: "poll" }));
    await expect(tryMapping(ctx, { slug, ...poll })).rejects.toThrow(ConflictError);
    const broken = { ...trial(pasted({})), connector: connector("{ broken") };
    await expect(tryMapping(ctx, { slug, ...broken })).rejects.toThrow(InvalidInputError);
    const viewer = contextFor(ctx, ctx.tenantId, {
      kind: "user",
      id: "00000000-0000-7000-8000-000000000001",
      label: "viewer",
      role: "viewer",
    });
    await expect(tryMapping(viewer, { slug, ...trial(pasted({})) })).rejects.toThrow(ForbiddenError);
  });
});
