import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { asCompany, COMPANY, MONITORED, request, RIGHT, WRONG, useAcmeWorld } from "../testing/acme-world";
import { insertSampleCheck } from "../testing/sample-check";
import {
  callProviderAgain,
  getCheck,
  previewRemap,
  saveRemap,
  SubmitUpdateInput,
  submitUpdate,
} from "./index";
import { readOutcome } from "./read-outcome";

const world = useAcmeWorld();
const { acme, as, auditOf, connector, harness, newProvider, publish, setRow, started, telling } = world;
let ctx: ServiceContext;
beforeEach(() => {
  ctx = world.tenant();
});

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
