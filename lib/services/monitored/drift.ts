import { type SQL, sql } from "drizzle-orm";
import { checkEvents, checks, exchanges, inboundEvents } from "@/lib/db/schema";
import type { DriftFlag } from "./schemas";

const DAY_MS = 86_400_000;

/* Each looks at a few rows of one check through the indexes on check_id. */
const lastCall = (what: SQL) => sql`(
  select ${what} from ${exchanges}
  where ${exchanges.checkId} = ${checks.id} and ${exchanges.peer} = 'provider'
  order by ${exchanges.startedAt} desc limit 1)`;

const failedSince = (at: SQL) => sql`exists (
  select 1 from ${checkEvents}
  where ${checkEvents.checkId} = ${checks.id} and ${checkEvents.kind} = 'monitoring_failed'
    and ${checkEvents.createdAt} >= coalesce(${at}, '-infinity'))`;

/** When the provider last said something useful, by answer or webhook; null when it never did. */
export const lastHeardAt = sql<Date | null>`(
  select max(${exchanges.startedAt}) from ${exchanges}
  where ${exchanges.checkId} = ${checks.id} and ${exchanges.peer} = 'provider'
    and ${exchanges.errorCode} is null and ${exchanges.status} < 400)`.mapWith(exchanges.startedAt);

const isFailing = sql`(${checks.state} = 'monitoring' and (
  ${lastCall(sql`${exchanges.errorCode} is not null or ${exchanges.status} >= 400`)}
  or ${failedSince(lastCall(sql`${exchanges.startedAt}`))}))`;

const isDropped = sql`(${checks.state} = 'monitoring' and ${lastCall(sql`${exchanges.status} in (404, 410)`)})`;

const isStillActive = sql`(${checks.state} = 'cancelled' and exists (
  select 1 from ${inboundEvents}
  where ${inboundEvents.checkId} = ${checks.id} and ${inboundEvents.createdAt} > ${checks.finishedAt}))`;

function isSilent(at: { now: Date; silentDays: number }): SQL {
  const before = new Date(at.now.getTime() - at.silentDays * DAY_MS).toISOString();
  return sql`(${checks.state} = 'monitoring'
    and coalesce(${lastHeardAt}, ${checks.createdAt}) < ${before}::timestamptz)`;
}

/** The condition of one flag on a row of `checks`; null-safe. */
export function driftCondition(flag: DriftFlag | "any", at: { now: Date; silentDays: number }): SQL {
  switch (flag) {
    case "failing":
      return sql`coalesce(${isFailing}, false)`;
    case "dropped":
      return sql`coalesce(${isDropped}, false)`;
    case "silent":
      return isSilent(at);
    case "still_active":
      return isStillActive;
    case "any":
      return sql`(${driftCondition("failing", at)} or ${isSilent(at)} or ${isStillActive})`;
  }
}

/** The flags of a row of `checks`, as a text array. */
export function driftFlags(at: { now: Date; silentDays: number }): SQL<DriftFlag[]> {
  const flag = (name: DriftFlag) =>
    sql`case when ${driftCondition(name, at)} then ${sql.raw(`'${name}'`)} end`;
  return sql<DriftFlag[]>`array_remove(array[${flag("failing")}, ${flag("dropped")}, ${flag("silent")},
    ${flag("still_active")}]::text[], null)`;
}
