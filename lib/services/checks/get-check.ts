import { and, asc, desc, eq } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import type { Tx } from "@/lib/db/client";
import {
  checkEvents,
  checks,
  exchanges,
  notificationAttempts,
  notifications,
  providers,
  signingKeys,
  updates,
} from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import { isFinalCheckState } from "@/lib/protocol/states";
import { requireScope, type ServiceContext } from "../context";
import { findDefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { type CancelPlan, explainCancel } from "./explain-cancel";
import { explainWait, type Wait } from "./explain-wait";
import { checkIdOf } from "./find-check";
import { type CheckListItem, readDeliveries } from "./list-checks";
import { readParked, readTurns, withTurn } from "./read-waits";

export type CheckDetail = CheckListItem & {
  keyId: string;
  /** The breaker of the provider is open: nobody asks it before this instant. */
  providerParkedUntil: Date | null;
  /** What a cancel would mean for the provider; null when the check has ended. */
  cancelPlan: CancelPlan | null;
  events: (typeof checkEvents.$inferSelect)[];
  exchanges: (typeof exchanges.$inferSelect)[];
  updates: (typeof updates.$inferSelect)[];
  notifications: (typeof notifications.$inferSelect & {
    attemptRows: (typeof notificationAttempts.$inferSelect)[];
  })[];
};

/** Everything known about one check but its bodies, which `getExchangeBodies` reads one exchange at a time. */
export async function getCheck(ctx: ServiceContext, input: { id: string }): Promise<CheckDetail> {
  requireScope(ctx, "checks:read");
  const checkId = checkIdOf(input.id);
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({
        check: checks,
        provider: { id: providers.id, slug: providers.slug, name: providers.name },
        keyId: signingKeys.keyId,
      })
      .from(checks)
      .innerJoin(providers, eq(providers.id, checks.providerId))
      .innerJoin(signingKeys, eq(signingKeys.id, checks.signingKeyId))
      .where(and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, checkId)));
    if (row === undefined) throw new NotFoundError("This check does not exist.");
    const { check, provider, keyId } = row;
    const deliveries = await readDeliveries(tx, ctx, [check.id]);
    const parked = await readParked(tx, ctx, [check.providerId]);
    const detail = {
      ...check,
      provider,
      keyId,
      providerParkedUntil: parked.get(check.providerId) ?? null,
      delivery: deliveries.get(check.id) ?? null,
      events: await tx
        .select()
        .from(checkEvents)
        .where(eq(checkEvents.checkId, check.id))
        .orderBy(asc(checkEvents.createdAt), asc(checkEvents.id)),
      exchanges: await tx
        .select()
        .from(exchanges)
        .where(eq(exchanges.checkId, check.id))
        .orderBy(asc(exchanges.startedAt), asc(exchanges.id)),
      updates: await tx
        .select()
        .from(updates)
        .where(eq(updates.checkId, check.id))
        .orderBy(asc(updates.number)),
      notifications: await readNotifications(tx, check.id),
    };
    return {
      ...detail,
      wait: await readWait(tx, ctx, detail),
      cancelPlan: isFinalCheckState(check.state) ? null : await planCancel(tx, ctx, check),
    };
  });
}

async function readWait(
  tx: Tx,
  ctx: ServiceContext,
  detail: Omit<CheckDetail, "wait" | "cancelPlan">,
): Promise<Wait | null> {
  const wait = explainWait(detail, ctx.now());
  if (wait === null) return null;
  const { id, delivery } = detail;
  const turns = await readTurns(tx, ctx, delivery === null ? [id] : [id, delivery.id]);
  return withTurn(wait, turns.get(id) ?? turns.get(delivery?.id ?? ""));
}

/** What a cancel would mean for the provider of a check. */
export async function readCancelPlan(ctx: ServiceContext, check: CheckRow): Promise<CancelPlan> {
  requireScope(ctx, "checks:read");
  return asTenant(ctx.db, ctx.tenantId, (tx) => planCancel(tx, ctx, check));
}

async function planCancel(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<CancelPlan> {
  const { providerId, version: number } = check;
  const version = await findDefinitionVersion(tx, ctx, { providerId, number });
  return explainCancel(check, version?.connector ?? null);
}

async function readNotifications(tx: Tx, checkId: CheckId): Promise<CheckDetail["notifications"]> {
  const sent = await tx
    .select()
    .from(notifications)
    .where(eq(notifications.checkId, checkId))
    .orderBy(desc(notifications.createdAt));
  if (sent.length === 0) return [];
  const attempts = await tx
    .select()
    .from(notificationAttempts)
    .where(
      anyOf(
        notificationAttempts.notificationId,
        sent.map((item) => item.id),
      ),
    )
    .orderBy(asc(notificationAttempts.number));
  return sent.map((item) => ({
    ...item,
    attemptRows: attempts.filter((attempt) => attempt.notificationId === item.id),
  }));
}
