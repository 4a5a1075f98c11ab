import { and, eq, type SQL, sql } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import { checks, notifications, providers } from "@/lib/db/schema";
import type { ServiceContext } from "../context";
import { notificationConditions } from "../notifications";
import { inCheckSet } from "./check-set";
import { conflictOf } from "./conflicts";
import type { ConflictKind, ResendFilter } from "./schemas";
import { withoutConflicts } from "./without-conflicts";

/** The tables of a resend's filter, for a `from` clause. */
export const RESEND_TABLES = sql`${notifications}
  join ${providers} on ${providers.id} = ${notifications.providerId}
  join ${checks} on ${checks.id} = ${notifications.checkId}`;

/** Which notifications a filter finds, without those in a conflict that is excluded. */
export function inResendSet(
  ctx: ServiceContext,
  input: { filter: ResendFilter; exclude?: readonly ConflictKind[] },
): SQL | undefined {
  const { error_code: errorCode, ids, checks: ofChecks, ...listed } = input.filter;
  return and(
    eq(notifications.tenantId, ctx.tenantId),
    ...notificationConditions(listed),
    errorCode === undefined ? undefined : eq(notifications.lastErrorCode, errorCode),
    ids === undefined ? undefined : anyOf(notifications.id, ids),
    ofChecks === undefined ? undefined : and(inCheckSet(ctx, ofChecks), isNewest),
    withoutConflicts(conflictOf, input.exclude),
  );
}

/** Of several notifications of a check the last one counts: it is about the newest result. */
const isNewest = sql`not exists (
  select 1 from ${notifications} newer where newer.check_id = ${notifications.checkId}
    and (newer.created_at, newer.id) > (${notifications.createdAt}, ${notifications.id}))`;
