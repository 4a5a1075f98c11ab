import { eq } from "drizzle-orm";
import { checks, exchanges, inboundEvents, notifications, payloads, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { type CheckId, newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { sealPayload } from "../payloads";
import { type SampleProvider, sampleIndividual } from "./sample-provider";

type CheckRow = typeof checks.$inferSelect;
type NotificationRow = typeof notifications.$inferSelect;
type EventRow = typeof inboundEvents.$inferSelect;

/** Bodies to seal beside a check: what it was asked with, and the outcome it has. */
type Bodies = { input?: object; result?: object };

/** A stored check of a sample provider; in progress with the provider unless `changes` say otherwise. */
export async function insertSampleCheck(
  ctx: ServiceContext,
  provider: SampleProvider,
  changes: Partial<CheckRow> & Bodies = {},
): Promise<CheckRow> {
  const { input = { check_input: sampleIndividual() }, result: body, ...columns } = changes;
  const stored = await sealPayload(ctx, "input", { headers: {}, body: input });
  const result = body === undefined ? null : await sealPayload(ctx, "result", body);
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [key] = await tx.select().from(signingKeys).where(eq(signingKeys.providerId, provider.providerId));
    await tx.insert(payloads).values(result === null ? [stored] : [stored, result]);
    const id = newId<CheckId>(ctx.now().getTime());
    const [check] = await tx
      .insert(checks)
      .values({
        id,
        tenantId: ctx.tenantId,
        providerId: provider.providerId,
        maxsightId: newId(),
        reference: `ref-${id}`,
        version: 1,
        signingKeyId: key?.id ?? "",
        environment: "custom",
        checkType: "INDIVIDUAL_CUSTOM",
        checkTemplate: "ONE_TIME_CALLBACK",
        isDemo: false,
        state: "in_progress",
        startedAt: ctx.now(),
        createdAt: ctx.now(),
        inputPayloadId: stored.id,
        resultPayloadId: result?.id ?? null,
        ...columns,
      })
      .returning();
    return check as CheckRow;
  });
}

/** A stored notification of a check; queued and due unless `changes` say otherwise. */
export async function insertSampleNotification(
  ctx: ServiceContext,
  check: CheckRow,
  changes: Partial<NotificationRow> = {},
): Promise<NotificationRow> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [key] = await tx.select().from(signingKeys).where(eq(signingKeys.id, check.signingKeyId));
    const [row] = await tx
      .insert(notifications)
      .values({
        id: newId(ctx.now().getTime()),
        tenantId: ctx.tenantId,
        providerId: check.providerId,
        checkId: check.id,
        kind: "callback",
        state: "queued",
        signingKeyId: check.signingKeyId,
        apiBaseUrl: key?.apiBaseUrl ?? "",
        createdAt: ctx.now(),
        ...changes,
      })
      .returning();
    return row as NotificationRow;
  });
}

/** A stored webhook with its exchange; genuine and unmatched unless `changes` say otherwise. */
export async function insertSampleEvent(
  ctx: ServiceContext,
  provider: SampleProvider,
  changes: Partial<EventRow> & { body?: object; refusal?: string } = {},
): Promise<EventRow> {
  const { body = { check_id: "p-1" }, refusal = null, ...columns } = changes;
  const delivery = {
    method: "POST",
    target: `/hooks/${provider.slug}?token=hidden`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    encoding: "utf8",
    remoteAddress: "127.0.0.1",
    receivedAtMs: ctx.now().getTime(),
  };
  const payload = await sealPayload(ctx, "inbound", delivery);
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const id = newId(ctx.now().getTime());
    await tx.insert(payloads).values(payload);
    const [event] = await tx
      .insert(inboundEvents)
      .values({
        id,
        tenantId: ctx.tenantId,
        providerId: provider.providerId,
        dedupeKey: id,
        verdict: "valid",
        state: "unmatched",
        version: 1,
        payloadId: payload.id,
        size: delivery.body.length,
        createdAt: ctx.now(),
        ...columns,
      })
      .returning();
    await tx.insert(exchanges).values({
      id,
      tenantId: ctx.tenantId,
      providerId: provider.providerId,
      checkId: columns.checkId ?? null,
      peer: "provider",
      direction: "in",
      operation: "webhook",
      method: "POST",
      url: `/hooks/${provider.slug}`,
      status: refusal === null ? 200 : 401,
      errorCode: refusal,
      startedAt: ctx.now(),
      durationMs: 3,
      requestPayloadId: payload.id,
    });
    return event as EventRow;
  });
}
