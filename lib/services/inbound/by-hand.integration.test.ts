import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { inboundEvents } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, ForbiddenError, NotFoundError } from "@/lib/errors";
import { getCheck, previewRemap, replayInbound } from "../checks";
import type { ServiceContext } from "../context";
import { FIRST_PAGE } from "../page";
import { RIGHT, webhook, WRONG, useAcmeWorld } from "../testing/acme-world";
import { insertSampleCheck, insertSampleEvent } from "../testing/sample-check";
import { attachInbound, getInbound, ignoreInbound, ignoreManyInbound, listInbound } from "./index";

const world = useAcmeWorld();
const { as, auditOf, connector, harness, newProvider, publish } = world;
let ctx: ServiceContext;
beforeEach(() => {
  ctx = world.tenant();
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

  it("is ignored with many others, named or by filter, with one line in the audit", async () => {
    const provider = await newProvider(connector(told, webhook(RIGHT)));
    const [first, second, third] = [
      await insertSampleEvent(ctx, provider),
      await insertSampleEvent(ctx, provider),
      await insertSampleEvent(ctx, provider),
    ];
    const applied = await insertSampleEvent(ctx, provider, { state: "applied" });
    const named = { ids: [first.id, second.id, applied.id, applied.id], reason: "A test of theirs" };
    await expect(ignoreManyInbound(as("viewer"), named)).rejects.toThrow(ForbiddenError);
    expect(await ignoreManyInbound(ctx, named)).toEqual({ ignored: 2, skipped: 1, hasMore: false });
    const rest = { filter: { provider: provider.slug }, reason: "The rest too" };
    expect(await ignoreManyInbound(ctx, rest)).toEqual({ ignored: 1, skipped: 0, hasMore: false });
    expect(await getInbound(ctx, { id: third.id })).toMatchObject({
      state: "ignored",
      ignoredReason: "The rest too",
    });
    expect((await getInbound(ctx, { id: applied.id })).state).toBe("applied");
    expect(await auditOf("inbound.ignored")).toMatchObject([
      { targetId: third.id },
      { targetId: "2 events", reason: "A test of theirs" },
    ]);
    const other = await harness.newTenant();
    expect(await ignoreManyInbound(other, { ids: [first.id], reason: "Not mine" })).toMatchObject({
      ignored: 0,
    });
  });
});
