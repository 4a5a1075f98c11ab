import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checks, inboundEvents, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN, useHarness } from "@/lib/db/testing/harness";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import { listAudit } from "../audit";
import { contextFor, type ServiceContext } from "../context";
import { attachInbound, getInbound, ignoreInbound, listInbound } from "../inbound";
import { getMonitored, listMonitored, pollNow } from "../monitored";
import { FIRST_PAGE } from "../page";
import { updateProvider } from "../providers";
import { insertSampleCheck, insertSampleEvent } from "../testing/sample-check";
import { createSampleProvider, sampleConfig, type SampleProvider } from "../testing/sample-provider";
import {
  callProviderAgain,
  getCheck,
  pollUpstream,
  previewRemap,
  replayInbound,
  saveRemap,
  startUpstream,
  SubmitUpdateInput,
  submitUpdate,
} from "./index";
import { readOutcome } from "./read-outcome";

const harness = useHarness();
/** The provider: answers with `json`, and keeps what it was asked. */
const acme = { status: 200, json: {} as object, calls: [] as { path: string; key: unknown }[] };
let server: Server;
let baseUrl: string;
let ctx: ServiceContext;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    acme.calls.push({ path: request.url ?? "", key: request.headers["idempotency-key"] });
    response.writeHead(acme.status, { "content-type": "application/json" });
    response.end(JSON.stringify(acme.json));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  ctx = await harness.newTenant();
  Object.assign(acme, { status: 200, json: { verdict: "ok", who: "Ada" }, calls: [] });
});

const as = (role: string) => contextFor(harness.runtime, ctx.tenantId, { ...TEST_ADMIN, role } as never);
const RIGHT = `{ "kind": "result", "result": { "decision": body.verdict = "ok" ? "PASS" : "FAIL", "summary": body.who } }`;
const WRONG = `{ "kind": "result", "result": { "decision": "MAYBE" } }`;
const request = (path: string) => ({
  method: "POST",
  path,
  headers: { "idempotency-key": "{{ idempotency_key }}" },
});
const connector = (outcome: string, more: object = {}, rest: object = {}) => ({
  kind: "http",
  base_url: baseUrl,
  operations: { start: { request: request("/checks"), outcome }, ...more },
  ...rest,
});
const CALLBACK = { check_template: { type: "ONE_TIME_CALLBACK" } };
/** Only company data and screening may be monitored. */
const MONITORED = { check_type: "COMPANY_DATA", check_template: { type: "MONITORED_CALLBACK" } };
const COMPANY = `{ "kind": "result", "output": { "entity_type": "COMPANY", "metadata": {
  "name": body.who, "is_active": body.verdict = "ok", "is_active_details": body.verdict } } }`;
const UNSIGNED = { type: "unsigned", reason: "the provider cannot sign", until: "2030-01-01T00:00:00Z" };
const webhook = (outcome: string, reference = "body.check_id") => ({
  webhook: { verify: UNSIGNED, provider_reference: reference, outcome },
});
const telling = (outcome: string) =>
  connector(outcome, webhook(outcome), { monitoring: { mode: "webhook" } });
/** Not ready, so that polling is all its lifecycle has to do. */
const asCompany = { checkType: "COMPANY_DATA", checkTemplate: "MONITORED_CALLBACK", readyAt: null };
const newProvider = (definition: object, config: object = CALLBACK) =>
  createSampleProvider(ctx, {
    config: config as Record<string, unknown>,
    connector: definition as Record<string, unknown>,
  });
const publish = (provider: SampleProvider, definition: object, config: object = CALLBACK) =>
  updateProvider(ctx, provider.slug, {
    name: "Sample provider",
    config: sampleConfig(config as Record<string, unknown>),
    connector: definition as Record<string, unknown>,
  });
/** A check that the provider was really asked for. */
async function started(provider: SampleProvider, changes: object = {}) {
  const check = await insertSampleCheck(ctx, provider, {
    state: "accepted",
    startedAt: null,
    readyAt: ctx.now(),
    startAnswered: "plain",
    ...changes,
  });
  await startUpstream(ctx, { checkId: check.id });
  return getCheck(ctx, { id: check.id });
}
const auditOf = async (action: string) => (await listAudit(ctx, { filter: { action } })).items;
const setRow = (id: CheckId, changes: Partial<typeof checks.$inferInsert>) =>
  asTenant(ctx.db, ctx.tenantId, (tx) => tx.update(checks).set(changes).where(eq(checks.id, id)));

describe("re-running the mapping", () => {
  it("shows what another version makes of the stored answer, and writes and calls nothing", async () => {
    const provider = await newProvider(connector(WRONG));
    const check = await started(provider);
    expect(check).toMatchObject({ state: "result_ready", outcome: "errors", errorType: "INTEGRATION" });
    await publish(provider, connector(RIGHT));
    const preview = await previewRemap(as("viewer"), { id: check.id });
    expect(preview).toMatchObject({
      exchange: { operation: "start", status: 200 },
      version: 2,
      before: { kind: "errors", decision: "ERROR" },
      after: { kind: "result", decision: "PASS", masked: { result: { decision: "PASS", summary: "•••" } } },
      problems: [],
      refusal: null,
    });
    expect(preview.changes?.map(({ kind, path }) => [kind, path])).toEqual([
      ["changed", "/kind"],
      ["removed", "/errors"],
      ["added", "/result"],
    ]);
    expect(acme.calls).toHaveLength(1);
    const same = await previewRemap(ctx, { id: check.id, version: 1 });
    expect(same.problems[0]).toContain("/operations/start/outcome");
    expect(same.refusal).toBe("The mapping of this version fails; correct it first.");
    expect((await getCheck(ctx, { id: check.id })).outcome).toBe("errors");
  });

  it("replaces a result Maxsight has not fetched, once, with its audit row", async () => {
    const provider = await newProvider(connector(WRONG));
    const check = await started(provider);
    await publish(provider, connector(RIGHT));
    const input = { id: check.id, version: 2, reason: "Version 1 mapped it wrongly" };
    await expect(saveRemap(as("viewer"), input)).rejects.toThrow(ForbiddenError);
    expect(await saveRemap(ctx, input)).toMatchObject({ stored: "result", check: { decision: "PASS" } });
    expect(await readOutcome(ctx, check.id)).toMatchObject({
      kind: "result",
      result: { decision: "PASS", summary: "Ada" },
    });
    await expect(saveRemap(ctx, input)).rejects.toThrow("This version says the same as the stored result.");
    expect(await auditOf("check.remapped")).toMatchObject([
      { targetId: check.id, reason: "Version 1 mapped it wrongly", details: { version: 2 } },
    ]);
    const seen = await getCheck(ctx, { id: check.id });
    expect(seen).toMatchObject({ state: "result_ready", errorType: null, version: 1 });
    expect(seen.events.map(({ kind }) => kind)).toContain("remapped");
    expect(seen.notifications).toHaveLength(1);
  });

  it("refuses what Maxsight has fetched, a stale preview, and another tenant", async () => {
    const provider = await newProvider(connector(WRONG));
    const check = await started(provider);
    await publish(provider, connector(RIGHT));
    const input = { id: check.id, version: 2, reason: "corrected" };
    const stale = { ...input, exchange_id: "01a20d79-707d-7185-bc1b-785bba7b20ff" };
    await expect(saveRemap(ctx, stale)).rejects.toThrow("The provider has said something else since");
    const other = await harness.newTenant();
    await expect(previewRemap(other, input)).rejects.toThrow(NotFoundError);
    await expect(saveRemap(other, input)).rejects.toThrow(NotFoundError);
    await setRow(check.id, { state: "finished", fetchedAt: ctx.now() });
    await expect(saveRemap(ctx, input)).rejects.toThrow("Maxsight has fetched this result");
    expect((await previewRemap(ctx, input)).refusal).toContain("Maxsight has fetched this result");
  });

  it("gives a monitored check its next update", async () => {
    const provider = await newProvider(telling(COMPANY.replace("body.who", '"Old name"')), MONITORED);
    const check = await started(provider, asCompany);
    expect(check).toMatchObject({ state: "monitoring", updates: [{ number: 1, outcome: "result" }] });
    await publish(provider, telling(COMPANY), MONITORED);
    expect(await saveRemap(ctx, { id: check.id, version: 2, reason: "corrected" })).toMatchObject({
      stored: "update",
      update: { number: 2, outcome: "result" },
    });
  });

  it("has nothing to read where the provider never answered, or for a demo", async () => {
    const provider = await newProvider(connector(RIGHT));
    const silent = await insertSampleCheck(ctx, provider);
    await expect(previewRemap(ctx, { id: silent.id })).rejects.toThrow("No answer of the provider is stored");
    const demo = await insertSampleCheck(ctx, provider, { isDemo: true });
    await expect(previewRemap(ctx, { id: demo.id })).rejects.toThrow("A demo check has no answer");
  });
});

describe("calling the provider again", () => {
  it("asks with the same input under a new key, on record before the call leaves, and not twice at once", async () => {
    acme.status = 500;
    const check = await started(await newProvider(connector(`status = 200 ? ${RIGHT}`)));
    expect(check).toMatchObject({ state: "result_ready", errorType: "PROVIDER_CONNECTION" });
    acme.status = 200;
    await expect(callProviderAgain(as("viewer"), { id: check.id, reason: "down" })).rejects.toThrow(
      ForbiddenError,
    );
    const called = await callProviderAgain(ctx, { id: check.id, reason: "The provider was down" });
    expect(called).toMatchObject({ result: "stored", check: { outcome: "result", decision: "PASS" } });
    expect(acme.calls).toHaveLength(2);
    expect(acme.calls[1]?.key).not.toBe(acme.calls[0]?.key);
    await expect(callProviderAgain(ctx, { id: check.id, reason: "again" })).rejects.toThrow(ConflictError);
    expect(acme.calls).toHaveLength(2);
    expect(await auditOf("check.provider_called_again")).toMatchObject([{ reason: "The provider was down" }]);
    const seen = await getCheck(ctx, { id: check.id });
    expect(seen.exchanges.filter(({ operation }) => operation === "start")).toHaveLength(2);
  });

  it("keeps a good result when the new answer is an error", async () => {
    const check = await started(await newProvider(connector(`status = 200 ? ${RIGHT}`)));
    acme.status = 503;
    expect(await callProviderAgain(ctx, { id: check.id, reason: "is it still so?" })).toMatchObject({
      result: "kept",
      check: { outcome: "result" },
    });
  });

  it("is refused where a later answer could not be used", async () => {
    const poll = { poll: { request: { ...request("/poll"), method: "GET" }, outcome: RIGHT } };
    const provider = await newProvider(connector(`{ "kind": "pending", "providerReference": "p-1" }`, poll));
    const check = await started(provider);
    expect(check.state).toBe("in_progress");
    expect(await callProviderAgain(ctx, { id: check.id, reason: "lost at the provider" })).toMatchObject({
      result: "waiting",
      check: { state: "in_progress" },
    });
    await setRow(check.id, { state: "result_ready", outcome: "errors", resultAt: ctx.now() });
    await expect(callProviderAgain(ctx, { id: check.id, reason: "again" })).rejects.toThrow(
      "This provider answers later",
    );
    const demo = await insertSampleCheck(ctx, provider, { isDemo: true });
    await expect(callProviderAgain(ctx, { id: demo.id, reason: "why" })).rejects.toThrow("calls no provider");
  });
});

describe("a result that a person brings", () => {
  const submit = (id: string, body: object, who = ctx) =>
    submitUpdate(who, { id, ...SubmitUpdateInput.parse(body) });

  it("decides a pending check, once", async () => {
    const provider = await newProvider(connector(RIGHT));
    const check = await insertSampleCheck(ctx, provider, { readyAt: ctx.now() });
    const decision = { output: { decision: "FAIL", summary: "Forged" }, reason: "seen by two people" };
    await expect(submit(check.id, decision, as("viewer"))).rejects.toThrow(ForbiddenError);
    await expect(submit(check.id, decision, await harness.newTenant())).rejects.toThrow(NotFoundError);
    expect(await submit(check.id, decision)).toMatchObject({
      stored: "result",
      check: { state: "result_ready", decision: "FAIL" },
    });
    await expect(submit(check.id, decision)).rejects.toThrow("waits for no result");
    expect((await getCheck(ctx, { id: check.id })).notifications).toHaveLength(1);
    expect(await auditOf("check.result_submitted")).toMatchObject([{ reason: "seen by two people" }]);
  });

  it("must be what the check type demands", async () => {
    const provider = await newProvider(connector(RIGHT));
    const check = await insertSampleCheck(ctx, provider);
    const error = await submit(check.id, { output: { decision: "MAYBE" } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).issues.map(({ path }) => path)).toEqual(["/output/decision"]);
    await expect(
      submit(check.id, { output: { decision: "PASS" }, occurred_at: "2026-01-01T00:00:00Z" }),
    ).rejects.toThrow(InvalidInputError);
    const identity = await insertSampleCheck(ctx, provider, { checkType: "IDENTITY_CHECK" });
    await expect(submit(identity.id, { output: { nothing: true } })).rejects.toThrow(InvalidInputError);
  });

  it("is the next update of a monitored check; the same again is not stored", async () => {
    const provider = await newProvider(telling(COMPANY), MONITORED);
    const check = await started(provider, asCompany);
    const said = {
      output: { entity_type: "COMPANY", metadata: { name: "Ada plc" } },
      occurred_at: "2026-01-01T00:00:00Z",
    };
    expect(await submit(check.id, said)).toMatchObject({
      stored: "update",
      update: { number: 2, occurredAt: new Date("2026-01-01T00:00:00.000Z") },
    });
    expect(await submit(check.id, said)).toMatchObject({ stored: "unchanged", update: { number: 2 } });
    const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select().from(updates).where(eq(updates.checkId, check.id)),
    );
    expect(rows).toHaveLength(2);
    expect(await auditOf("check.result_submitted")).toHaveLength(1);
  });
});

describe("the ledger of monitored references", () => {
  const poll = {
    poll: { request: { ...request("/poll"), method: "GET" }, outcome: `status = 200 ? ${COMPANY}` },
  };
  const polled = () => connector(COMPANY, poll, { monitoring: { mode: "poll", every: "24h" } });
  const monitored = async () => started(await newProvider(polled(), MONITORED), asCompany);

  it("tells the last update, the next poll and what has drifted", async () => {
    const check = await monitored();
    const list = await listMonitored(as("viewer"), { filter: {}, page: FIRST_PAGE });
    expect(list.items).toMatchObject([
      {
        id: check.id,
        lastUpdate: { number: 1, outcome: "result" },
        lastFetchedAt: null,
        pendingUpdates: 1,
        drift: [],
      },
    ]);
    expect(list.items[0]?.lastHeardAt).toBeInstanceOf(Date);
    expect(list.items[0]?.nextPollAt).toBeInstanceOf(Date);
    const other = await harness.newTenant();
    expect((await listMonitored(other, { filter: {}, page: FIRST_PAGE })).items).toEqual([]);
  });

  it("asks now, and shows what a new result changed", async () => {
    const check = await monitored();
    await expect(pollNow(as("viewer"), { id: check.id })).rejects.toThrow(ForbiddenError);
    await pollNow(ctx, { id: check.id, reason: "Client asked" });
    expect(await auditOf("check.poll_requested")).toMatchObject([{ reason: "Client asked" }]);
    acme.json = { verdict: "no", who: "Eve" };
    await pollUpstream(ctx, { checkId: check.id });
    const detail = await getMonitored(ctx, { id: check.id });
    expect(detail.updates.map(({ number }) => number)).toEqual([2, 1]);
    expect(detail.updates[0]?.changes).toEqual([
      { kind: "changed", path: "/output/metadata/name", before: "•••", after: "•••" },
      { kind: "changed", path: "/output/metadata/is_active", before: true, after: false },
      { kind: "changed", path: "/output/metadata/is_active_details", before: "••", after: "••" },
    ]);
    expect(detail.updates[1]?.changes).toBeNull();
    expect(detail.updates[1]?.masked).toMatchObject({
      output: { metadata: { name: "•••", is_active: true } },
    });
    const paged = await getMonitored(ctx, { id: check.id, limit: 1 });
    expect(paged.updates[0]?.changes).toHaveLength(3);
    expect(paged.next).toBe(2);
  });

  it("flags a reference whose asking fails or that the provider does not know any more", async () => {
    const check = await monitored();
    acme.status = 404;
    await pollNow(ctx, { id: check.id });
    await pollUpstream(ctx, { checkId: check.id });
    const failing = await listMonitored(ctx, { filter: { drift: "any" }, page: FIRST_PAGE });
    expect(failing.items[0]?.drift).toEqual(["failing", "dropped"]);
    acme.status = 200;
    await pollNow(ctx, { id: check.id });
    await pollUpstream(ctx, { checkId: check.id });
    expect((await listMonitored(ctx, { filter: { drift: "any" }, page: FIRST_PAGE })).items).toEqual([]);
  });

  it("has nothing to ask where the provider only tells, or after the end", async () => {
    const provider = await newProvider(telling(COMPANY), MONITORED);
    const check = await started(provider, asCompany);
    await expect(pollNow(ctx, { id: check.id })).rejects.toThrow("tells us by webhook");
    const ended = await monitored();
    await setRow(ended.id, { state: "cancelled" });
    await expect(pollNow(ctx, { id: ended.id })).rejects.toThrow("This check is cancelled");
  });
});

describe("an inbound event", () => {
  const told = `{ "kind": "pending", "providerReference": "p-1" }`;

  it("is listed and shown masked, with what the verifier found and what it may be about", async () => {
    const provider = await newProvider(connector(told, webhook(RIGHT)));
    const check = await insertSampleCheck(ctx, provider);
    const event = await insertSampleEvent(ctx, provider, { body: { check_id: "p-9", who: "Ada" } });
    await insertSampleEvent(ctx, provider, {
      state: "failed",
      verdict: "bad_signature",
      refusal: "signature_mismatch",
    });
    const list = await listInbound(as("viewer"), { filter: { state: "unmatched" }, page: FIRST_PAGE });
    expect(list.items).toMatchObject([{ id: event.id, check: null, provider: { slug: provider.slug } }]);
    const detail = await getInbound(as("viewer"), { id: event.id });
    expect(detail).toMatchObject({
      explanation: "It proved where it comes from.",
      suggestions: [{ id: check.id }],
      request: { method: "POST", path: `/hooks/${provider.slug}` },
    });
    expect(detail.request.message?.body).toContain('"check_id": "p-9"');
    expect(JSON.stringify(detail)).not.toContain("Ada");
    expect(JSON.stringify(detail)).not.toContain("hidden");
    await expect(getInbound(await harness.newTenant(), { id: event.id })).rejects.toThrow(NotFoundError);
  });

  it("is attached to an open check of its provider, once, and audited", async () => {
    const provider = await newProvider(connector(told, webhook(RIGHT)));
    const check = await insertSampleCheck(ctx, provider);
    const event = await insertSampleEvent(ctx, provider, { providerReference: "p-9" });
    const input = { id: event.id, checkId: check.id, reason: "Same customer" };
    await expect(attachInbound(as("viewer"), input)).rejects.toThrow(ForbiddenError);
    await expect(attachInbound(await harness.newTenant(), input)).rejects.toThrow(NotFoundError);
    const elsewhere = await insertSampleCheck(ctx, await newProvider(connector(told, webhook(RIGHT))));
    await expect(attachInbound(ctx, { ...input, checkId: elsewhere.id })).rejects.toThrow("another provider");
    expect(await attachInbound(ctx, input)).toMatchObject({ state: "received", checkId: check.id });
    await attachInbound(ctx, input);
    expect(await auditOf("inbound.attached")).toHaveLength(1);
    const seen = await getCheck(ctx, { id: check.id });
    expect(seen).toMatchObject({ providerReference: "p-9" });
    expect(seen.engineDueAt).not.toBeNull();
    await expect(ignoreInbound(ctx, { id: event.id, reason: "not ours" })).rejects.toThrow(ConflictError);
  });

  it("is never applied when it did not prove where it comes from", async () => {
    const provider = await newProvider(connector(told, webhook(RIGHT)));
    const check = await insertSampleCheck(ctx, provider);
    const forged = await insertSampleEvent(ctx, provider, {
      state: "failed",
      verdict: "bad_signature",
      refusal: "signature_mismatch",
    });
    await expect(attachInbound(ctx, { id: forged.id, checkId: check.id })).rejects.toThrow(ConflictError);
    await expect(replayInbound(ctx, { id: forged.id, version: "original" })).rejects.toThrow(ConflictError);
    expect(await ignoreInbound(ctx, { id: forged.id, reason: "Forged" })).toMatchObject({ state: "ignored" });
    expect(await auditOf("inbound.ignored")).toMatchObject([{ reason: "Forged" }]);
  });

  it("is replayed with the version of its check or the published one, and stored once", async () => {
    const provider = await newProvider(connector(told, webhook(WRONG, "body.wrong_member")));
    const check = await insertSampleCheck(ctx, provider, { providerReference: "p-1", readyAt: ctx.now() });
    const event = await insertSampleEvent(ctx, provider, {
      body: { check_id: "p-1", verdict: "ok", who: "Ada" },
    });
    await expect(replayInbound(ctx, { id: event.id, version: "original" })).rejects.toThrow(
      "No open check of this provider has the reference",
    );
    await publish(provider, connector(told, webhook(RIGHT)));
    await expect(replayInbound(as("viewer"), { id: event.id, version: "current" })).rejects.toThrow(
      ForbiddenError,
    );
    expect(await replayInbound(ctx, { id: event.id, version: "current", reason: "mended" })).toMatchObject({
      result: "applied",
      version: 2,
      check: { id: check.id, state: "result_ready", decision: "PASS" },
    });
    const [stored] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select().from(inboundEvents).where(eq(inboundEvents.id, event.id)),
    );
    expect(stored).toMatchObject({ state: "applied", checkId: check.id });
    expect(await auditOf("inbound.replayed")).toMatchObject([{ reason: "mended", details: { version: 2 } }]);
    await expect(replayInbound(ctx, { id: event.id, version: "current" })).rejects.toThrow(
      "This check is result ready: no event can be added to it any more.",
    );
    const again = await previewRemap(ctx, { id: check.id, version: 2 });
    expect(again.exchange.operation).toBe("webhook");
    expect(again.refusal).toBe("This version says the same as the stored result.");
  });
});
