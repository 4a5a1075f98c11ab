import { and, eq, inArray, not, type SQL, sql } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import { CHECK_STATES, canMoveCheck } from "@/lib/protocol/states";
import type { ServiceContext } from "../context";
import { inCheckSet } from "./check-set";
import { hasOperation, isOfVersion } from "./of-version";
import type { CancelConflictKind, CheckSetFilter } from "./schemas";
import { withoutConflicts } from "./without-conflicts";

const isOpen = inArray(
  checks.state,
  CHECK_STATES.filter((state) => canMoveCheck(state, "cancelled")),
);

/* What `isToldOfCancel` says of one check. */
const hasCancel = hasOperation("cancel");
const isSynchronous = sql`${checks.checkTemplate} = 'ONE_TIME_SYNCHRONOUS'`;
const isAtProvider = sql`(not ${checks.isDemo} and ${checks.startedAt} is not null)`;

/** The provider knows of the check and is told that it ended. */
export const isTold = sql<boolean>`(${isAtProvider} and not ${isSynchronous} and ${isOfVersion(hasCancel)})`;

/** The provider knows of the check and goes on with it, because its definition has no way to tell it. */
const isNotTold = sql`(${isAtProvider} and (
  (${isSynchronous} and ${isOfVersion(sql`true`)}) or ${isOfVersion(sql`not (${hasCancel})`)}))`;

/** What speaks against ending a check, one kind at most: a result that is there counts more than who is told. */
export const cancelConflictOf = sql<CancelConflictKind | null>`case
  when ${checks.state} = 'result_ready' then 'result_unfetched'
  when ${isNotTold} then 'provider_not_told' end`;

/** Which open checks a filter finds, without those in a conflict that is excluded. */
export function inCancelSet(
  ctx: ServiceContext,
  input: { filter: CheckSetFilter; exclude?: readonly CancelConflictKind[] },
): SQL | undefined {
  return and(
    eq(checks.tenantId, ctx.tenantId),
    isOpen,
    inCheckSet(ctx, input.filter),
    withoutConflicts(cancelConflictOf, input.exclude),
  );
}

/** Which checks a filter finds that have ended already. */
export function endedInSet(ctx: ServiceContext, filter: CheckSetFilter): SQL | undefined {
  return and(eq(checks.tenantId, ctx.tenantId), not(isOpen), inCheckSet(ctx, filter));
}
