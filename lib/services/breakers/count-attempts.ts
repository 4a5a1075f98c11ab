import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { AttemptErrorCode } from "@/lib/maxsight/attempt-error";
import type { ServiceContext } from "../context";
import type { CallWindow } from "./decide-breaker";

/** What says that the host is not well; a refusal of one notification (4xx) does not. */
const HOST_FAILURES = [
  "throttled",
  "server_error",
  "timeout",
  "unreachable",
  "tls_failed",
  "address_refused",
  "answer_unreadable",
] as const satisfies readonly AttemptErrorCode[];

/** Whether an attempt that ended so counts against its host. */
export function isHostFailure(code: string | null): boolean {
  return HOST_FAILURES.some((failure) => failure === code);
}

/**
 * Answered attempts towards a host that left since then; interrupted ones say nothing about it. Reads the primary key
 * from the first id of that instant on, so the cost is that of the window, not of the table.
 */
export async function countAttempts(
  tx: Tx,
  ctx: ServiceContext,
  input: { apiBaseUrl: string; sinceMs: number },
): Promise<CallWindow> {
  const base = input.apiBaseUrl.replace(/\/$/, "");
  const failures = sql.join(
    HOST_FAILURES.map((code) => sql`${code}`),
    sql`, `,
  );
  const [row] = await tx.execute<CallWindow>(sql`
    select count(*)::int as calls, (count(*) filter (where a.error_code in (${failures})))::int as failures
    from notification_attempts a
    where a.id >= ${firstIdAt(input.sinceMs)}::uuid and a.tenant_id = ${ctx.tenantId}::uuid
      and a.finished_at is not null and a.error_code is distinct from 'interrupted'
      and starts_with(a.url, ${`${base}/`})`);
  return row ?? { calls: 0, failures: 0 };
}

/** The least UUID version 7 of a millisecond. */
function firstIdAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
