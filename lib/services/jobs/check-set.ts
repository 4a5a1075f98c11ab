import { and, inArray, type SQL } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import type { CheckId } from "@/lib/ids";
import { checkConditions } from "../checks";
import type { CheckSetFilter } from "./schemas";

/** Which checks a set means, for a query that joins `checks` and `providers`. */
export function inCheckSet({ ids, ...listed }: CheckSetFilter): SQL | undefined {
  return and(
    ...checkConditions(listed),
    ids === undefined ? undefined : inArray(checks.id, ids as CheckId[]),
  );
}
