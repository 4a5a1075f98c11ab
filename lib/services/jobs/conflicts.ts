import { sql } from "drizzle-orm";
import { breakers, notifications } from "@/lib/db/schema";
import type { ConflictKind } from "./schemas";

/** The host a notification goes to, port included: what the rate and the breaker are about. */
export const hostOf = sql<string>`substring(${notifications.apiBaseUrl} from '^[a-z]+://([^/?#]+)')`;

const hasOpenBreaker = sql`exists (
  select 1 from ${breakers}
  where ${breakers.tenantId} = ${notifications.tenantId} and ${breakers.scope} = 'maxsight_host'
    and ${breakers.state} <> 'closed'
    and ${breakers.key} in (${hostOf}, ${notifications.apiBaseUrl}))`;

/**
 * What speaks against sending a notification again, one kind at most, so that the counts of a preview add up. A parked
 * host comes first: who leaves it out wants no call to go there.
 */
export const conflictOf = sql<ConflictKind | null>`case
  when ${notifications.state} = 'parked' or ${hasOpenBreaker} then 'host_parked'
  when ${notifications.fetchedAt} is not null then 'already_fetched'
  when ${notifications.state} in ('queued', 'delivering') and ${notifications.nextAttemptAt} is not null
    then 'retry_pending' end`;
