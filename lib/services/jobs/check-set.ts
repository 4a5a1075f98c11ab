import { and, type SQL, sql } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import { checks, providers } from "@/lib/db/schema";
import { checkConditions } from "../checks";
import type { ServiceContext } from "../context";
import { monitoredConditions } from "../monitored";
import type { CheckSetFilter } from "./schemas";

/** The tables of a set of checks, for a `from` clause. */
export const CHECK_TABLES = sql`${checks} join ${providers} on ${providers.id} = ${checks.providerId}`;

/** Which checks a set means, for a query that joins `checks` and `providers`. */
export function inCheckSet(
  ctx: ServiceContext,
  { ids, monitored, ...listed }: CheckSetFilter,
): SQL | undefined {
  return and(
    ...checkConditions(listed),
    ids === undefined ? undefined : anyOf(checks.id, ids),
    ...(monitored === undefined ? [] : monitoredConditions(ctx, monitored)),
  );
}
