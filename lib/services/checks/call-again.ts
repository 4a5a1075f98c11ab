import { and, desc, eq, gt } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checkEvents, checks, payloads } from "@/lib/db/schema";
import { outlastOutage } from "@/lib/db/outlast-outage";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { type CheckId, newId } from "@/lib/ids";
import type { Answered } from "@/lib/connectors/connector";
import type { ConnectorDefinition } from "@/lib/connectors/definition";
import type { FinalOutcome, PendingOutcome } from "@/lib/protocol/outcome";
import { recordAudit } from "../audit";
import { callThrough, noteProviderAnswer, passProvider, type ProviderGate, refusedStart } from "../breakers";
import { requireScope, type ServiceContext } from "../context";
import { prepareExchanges, providerExchange } from "../exchanges";
import { sealPayload } from "../payloads";
import type { DefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { loadCheckWork } from "./check-work";
import { checkIdOf, getCheckRow, lockCheck } from "./find-check";
import { addCheckEvent } from "./move-check";
import { obtainImages } from "./obtain-images";
import { storeByHand, whyNotSavable } from "./store-by-hand";
import { storeOutcome } from "./store-outcome";

/**
 * What came of it. `kept`: the answer was worth less than what is stored (an error, or the same as before), so only the
 * exchange was. `waiting`: the provider took the request and answers later.
 */
export type CalledAgain = { result: "stored" | "kept" | "waiting"; check: CheckRow };

/** A second click within this time is a slip, not a wish to pay twice. */
const NOT_AGAIN_WITHIN_MS = 2 * 60_000;
const STORE_WITHIN_MS = 30_000;

/**
 * Starts a check at the provider once more with the same input, under a new idempotency key: it may bill and leave a
 * trace there. The act is on record before the call leaves, so a crash cannot hide it. Throws ConflictError where the
 * answer could not be used.
 */
export async function callProviderAgain(
  ctx: ServiceContext,
  input: { id: string; reason: string },
): Promise<CalledAgain> {
  requireScope(ctx, "checks:write");
  const found = await getCheckRow(ctx, checkIdOf(input.id));
  const work = await loadCheckWork(ctx, found);
  requireCallable(found, work);
  const images = await obtainImages(ctx, found.id);
  if (images.status !== "complete")
    throw new ConflictError("The images of this check cannot be fetched from Maxsight any more.");
  const { check, gate } = await announce(ctx, { checkId: found.id, reason: input.reason });
  const call = { ...work.call, idempotencyKey: newId(ctx.now().getTime()), images: images.images };
  const answered = await callThrough(
    ctx,
    { provider: check, gate },
    { call: () => work.connector.start(call), refused: refusedStart },
  );
  // It may have been paid for: a database that is briefly away must not cost the answer.
  const called = await outlastOutage(Date.now() + STORE_WITHIN_MS, () =>
    take(ctx, { check, version: work.version, answered }),
  );
  await noteProviderAnswer(ctx, check, answered);
  return called;
}

function requireCallable(
  check: CheckRow,
  { version, call }: { version: DefinitionVersion; call: { credentials: unknown } },
): void {
  if (check.isDemo) throw new ConflictError("A demo check calls no provider.");
  const refusal = whyNotSavable(check);
  if (refusal !== null) throw new ConflictError(refusal);
  if (check.credentialsPayloadId !== null && call.credentials === null)
    throw new ConflictError(
      "The customer's credentials are not kept any more, so the provider cannot be called.",
    );
  if (check.state === "result_ready" && answersLater(version.connector))
    throw new ConflictError(
      "This provider answers later, and Maxsight may fetch the stored result at any moment. Run the check again in Maxsight.",
    );
}

function answersLater(connector: ConnectorDefinition): boolean {
  if (connector.kind !== "http") return false;
  return connector.operations.poll !== undefined || connector.operations.webhook !== undefined;
}

/** Puts the act on record, once: a double click must not bill twice. */
async function announce(
  ctx: ServiceContext,
  { checkId, reason }: { checkId: CheckId; reason: string },
): Promise<{ check: CheckRow; gate: ProviderGate }> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, checkId);
    const refusal = whyNotSavable(check);
    if (refusal !== null) throw new ConflictError(refusal);
    await refuseTwice(tx, ctx, checkId);
    // Before the audit, whose chain everybody else locks after a breaker.
    const gate = await passProvider(tx, ctx, { ...check, isAutomatic: false });
    await addCheckEvent(tx, ctx, { checkId, kind: "called_again", details: { version: check.version } });
    await recordAudit(tx, ctx, {
      action: "check.provider_called_again",
      targetKind: "check",
      targetId: checkId,
      reason,
      details: { version: check.version },
    });
    return { check, gate };
  });
}

async function refuseTwice(tx: Tx, ctx: ServiceContext, checkId: CheckId): Promise<void> {
  const since = new Date(ctx.now().getTime() - NOT_AGAIN_WITHIN_MS);
  const [last] = await tx
    .select({ id: checkEvents.id })
    .from(checkEvents)
    .where(
      and(
        eq(checkEvents.checkId, checkId),
        eq(checkEvents.kind, "called_again"),
        gt(checkEvents.createdAt, since),
      ),
    )
    .orderBy(desc(checkEvents.createdAt))
    .limit(1);
  if (last !== undefined)
    throw new ConflictError(
      "The provider was called again less than two minutes ago. See what came of that first.",
    );
}

type Taking = { check: CheckRow; version: DefinitionVersion; answered: Answered };

async function take(ctx: ServiceContext, input: Taking): Promise<CalledAgain> {
  const { check, version, answered } = input;
  const { outcome, exchanges } = answered;
  if (outcome.kind === "pending") {
    return { result: "waiting", check: await waitAgain(ctx, input, outcome) };
  }
  if (outcome.kind === "errors" && (answered.transient !== null || check.outcome === "result"))
    return { result: "kept", check: await keepExchanges(ctx, input) };
  const stored = await storeByHand(ctx, {
    check,
    version,
    outcome: outcome satisfies FinalOutcome,
    exchanges,
    act: null,
  }).catch(async (error: unknown) => {
    // Maxsight came meanwhile, or the check was ended: the call was made, and may be billed, all the same.
    if (error instanceof ConflictError) await keepExchanges(ctx, input);
    throw error;
  });
  return { result: stored.stored === "unchanged" ? "kept" : "stored", check: stored.check };
}

/** The check is with the provider again; a monitored one listens to the new reference from now on. */
async function waitAgain(ctx: ServiceContext, input: Taking, outcome: PendingOutcome): Promise<CheckRow> {
  const { check, version, answered } = input;
  const stored = await storeOutcome(ctx, { check, version, outcome, exchanges: answered.exchanges });
  if (stored.state !== "monitoring") {
    void ctx.engine.wake({ tenantId: ctx.tenantId, checkId: check.id, template: check.checkTemplate });
    return stored;
  }
  const body = await sealPayload(ctx, "progress", { state: outcome.state ?? null });
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const current = await lockCheck(tx, ctx, check.id);
    await tx.insert(payloads).values(body);
    const [changed] = await tx
      .update(checks)
      .set({
        providerReference: outcome.providerReference ?? current.providerReference,
        progressPayloadId: body.id,
        engineDueAt: ctx.now(),
      })
      .where(eq(checks.id, check.id))
      .returning();
    return changed ?? current;
  });
}

async function keepExchanges(ctx: ServiceContext, { check, answered }: Taking): Promise<CheckRow> {
  const write = await prepareExchanges(
    ctx,
    answered.exchanges.map((recorded) =>
      providerExchange({ providerId: check.providerId, checkId: check.id }, recorded),
    ),
  );
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const current = await lockCheck(tx, ctx, check.id);
    await write(tx);
    return current;
  });
}
