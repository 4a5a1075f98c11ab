import { eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { markNotificationFetched, reviveNotifications } from "../notifications";
import type { CheckRow } from "./check-row";
import { lockCheckByReference } from "./find-check";
import { addCheckEvent, moveCheck } from "./move-check";
import { outcomeOf } from "./read-outcome";
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

/** The check of a reference, locked, when path and reference name the same one. */
export async function lockServed(
  tx: Tx,
  ctx: ServiceContext,
  input: ByReference,
): Promise<CheckRow | NotServed> {
  const check = await lockCheckByReference(tx, ctx, input);
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
  const { isDue, ...readied } = await asTenant(ctx.db, ctx.tenantId, (tx) => recordReady(tx, ctx, input));
  if (isDue && readied.status === "ready") wake(ctx, readied.check);
  return readied;
}

/** States in which a lifecycle may wait for it. Before there is a result, whoever stores one sees that Maxsight is ready. */
const AWAITS_READY = ["result_ready", "monitoring"];

async function recordReady(
  tx: Tx,
  ctx: ServiceContext,
  input: ByReference,
): Promise<Readied & { isDue: boolean }> {
  const check = await lockServed(tx, ctx, input);
  if ("status" in check) return { ...check, isDue: false };
  if (check.readyAt !== null) return { status: "ready", check, isDue: false };
  const now = ctx.now();
  const isDue = AWAITS_READY.includes(check.state);
  const changes = { readyAt: now, ...(isDue ? { engineDueAt: now } : {}) };
  await tx.update(checks).set(changes).where(eq(checks.id, check.id));
  const readied = { ...check, ...changes };
  // A demo check is not held back for ready, so Maxsight may have been told too early.
  if (check.isDemo) await reviveNotifications(tx, ctx, { checkId: check.id });
  await queueNotificationIfDue(tx, ctx, readied);
  return { status: "ready", check: readied, isDue };
}

/** The row stays due until the lifecycle has read it, so nothing is lost when the engine is away. */
function wake(ctx: ServiceContext, { id, checkTemplate }: CheckRow): void {
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId: id, template: checkTemplate });
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
  const { isNew, ...fetched } = await asTenant(ctx.db, ctx.tenantId, (tx) => readAndRecord(tx, ctx, input));
  if (isNew && "check" in fetched) wake(ctx, fetched.check);
  return fetched;
}

/** Under the lock: until it is fetched a person may replace the result, and what Maxsight gets is what stays stored. */
async function readAndRecord(
  tx: Tx,
  ctx: ServiceContext,
  input: ByReference,
): Promise<Fetched & { isNew: boolean }> {
  const check = await lockServed(tx, ctx, input);
  if ("status" in check) return { ...check, isNew: false };
  if (check.state === "cancelled") return { status: "ended", check, isNew: false };
  const outcome = await outcomeOf(tx, ctx, check);
  if (outcome === null) return { status: "pending", check, isNew: false };
  if (check.fetchedAt !== null) return { status: "final", check, outcome, isNew: false };
  return { status: "final", check: await recordFetched(tx, ctx, check), outcome, isNew: true };
}

async function recordFetched(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<CheckRow> {
  const now = ctx.now();
  await markNotificationFetched(tx, ctx, { checkId: check.id });
  if (check.state === "result_ready") {
    return moveCheck(tx, ctx, {
      check,
      to: "finished",
      changes: { fetchedAt: now, finishedAt: now, engineDueAt: now },
    });
  }
  await tx.update(checks).set({ fetchedAt: now }).where(eq(checks.id, check.id));
  const details = { state: check.state };
  await addCheckEvent(tx, ctx, { checkId: check.id, kind: "fetched_late", details });
  return { ...check, fetchedAt: now };
}
