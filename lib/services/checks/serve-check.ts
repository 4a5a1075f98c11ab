import type { CheckId } from "@/lib/ids";
import { eq } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { markNotificationFetched, reviveNotifications } from "../notifications";
import type { CheckRow } from "./check-row";
import { findCheckByReference, lockCheck } from "./find-check";
import { addCheckEvent, moveCheck } from "./move-check";
import { readOutcome } from "./read-outcome";
import { queueNotificationIfDue } from "./store-outcome";

/** `maxsightId` null: the request names none, as those of the legacy template do (PROTOCOL 7.6). */
export type ByReference = {
  providerId: string;
  reference: string;
  maxsightId: string | null;
  /** Of the key that signed: one environment's key must not read another's checks. */
  environment: MaxsightEnvironment;
};

/** Why a reference cannot be served; the door turns it into an error of PROTOCOL 9.3. */
export type NotServed = { status: "unknown_reference" } | { status: "id_mismatch" };

/** The check of a reference, when path and reference name the same one. */
export async function findServed(ctx: ServiceContext, input: ByReference): Promise<CheckRow | NotServed> {
  const check = await findCheckByReference(ctx, input);
  if (check === null || check.environment !== input.environment) return { status: "unknown_reference" };
  const { maxsightId } = input;
  if (maxsightId !== null && check.maxsightId.toLowerCase() !== maxsightId.toLowerCase())
    return { status: "id_mismatch" };
  return check;
}

export type Readied = { status: "ready"; check: CheckRow } | NotServed;

/**
 * Maxsight accepts callbacks for this reference from now on (PROTOCOL 7.3). Idempotent: the first call counts, and at
 * most one notification comes of it. The lifecycle is woken; if the engine is away, the row stays due.
 */
export async function markReady(ctx: ServiceContext, input: ByReference): Promise<Readied> {
  const found = await findServed(ctx, input);
  if ("status" in found) return found;
  if (found.readyAt !== null) return { status: "ready", check: found };
  const check = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const locked = await lockCheck(tx, ctx, found.id);
    if (locked.readyAt !== null) return locked;
    const now = ctx.now();
    const changes = { readyAt: now, engineDueAt: now };
    await tx.update(checks).set(changes).where(eq(checks.id, locked.id));
    const readied = { ...locked, ...changes };
    // A demo check is not held back for ready, so Maxsight may have been told too early.
    if (locked.isDemo) await reviveNotifications(tx, ctx, { checkId: locked.id });
    await queueNotificationIfDue(tx, ctx, readied);
    return readied;
  });
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId: check.id, template: check.checkTemplate });
  return { status: "ready", check };
}

export type Fetched =
  | { status: "final"; check: CheckRow; outcome: FinalOutcome }
  | { status: "pending"; check: CheckRow }
  | { status: "ended"; check: CheckRow }
  | NotServed;

/**
 * Gives Maxsight the final outcome and records that it was fetched: the proof. The same answer for as long as the
 * body is kept (PROTOCOL 15). `pending` while there is no outcome yet.
 */
export async function fetchOutcome(ctx: ServiceContext, input: ByReference): Promise<Fetched> {
  const found = await findServed(ctx, input);
  if ("status" in found) return found;
  if (found.state === "cancelled") return { status: "ended", check: found };
  const outcome = await readOutcome(ctx, found.id);
  if (outcome === null) return { status: "pending", check: found };
  if (found.fetchedAt !== null) return { status: "final", check: found, outcome };
  const check = await recordFetched(ctx, found.id);
  // Until it was fetched a person could replace the result; what Maxsight gets is what is stored from now on.
  const isSame = check.resultPayloadId === found.resultPayloadId;
  return {
    status: "final",
    check,
    outcome: isSame ? outcome : ((await readOutcome(ctx, check.id)) ?? outcome),
  };
}

async function recordFetched(ctx: ServiceContext, checkId: CheckId): Promise<CheckRow> {
  const check = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const locked = await lockCheck(tx, ctx, checkId);
    if (locked.fetchedAt !== null) return locked;
    const now = ctx.now();
    await markNotificationFetched(tx, ctx, { checkId });
    if (locked.state !== "result_ready") {
      await tx.update(checks).set({ fetchedAt: now }).where(eq(checks.id, checkId));
      await addCheckEvent(tx, ctx, { checkId, kind: "fetched_late", details: { state: locked.state } });
      return { ...locked, fetchedAt: now };
    }
    return moveCheck(tx, ctx, {
      check: locked,
      to: "finished",
      changes: { fetchedAt: now, finishedAt: now, engineDueAt: now },
    });
  });
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId, template: check.checkTemplate });
  return check;
}
