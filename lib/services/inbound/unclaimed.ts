import { and, eq, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { inboundEvents } from "@/lib/db/schema";

/**
 * An event that no check has yet. A rule keeps the tray clean and nothing from a check: what it has put away is still
 * found by the check that it turns out to belong to.
 */
export function isUnclaimed(): SQL | undefined {
  return or(
    eq(inboundEvents.state, "unmatched"),
    and(
      eq(inboundEvents.state, "ignored"),
      isNotNull(inboundEvents.ignoredBy),
      isNull(inboundEvents.checkId),
    ),
  );
}
