import { and, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { exchanges } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId, ProviderId } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";

/** A stored answer of a provider that a mapping can be tried on. */
export type Sample = {
  exchangeId: string;
  checkId: CheckId;
  operation: "start" | "poll";
  status: number;
  startedAt: Date;
  durationMs: number;
};

const MOST = 20;

/** The latest answers of a provider whose bodies were kept, newest first. */
export async function listSamples(ctx: ServiceContext, input: { providerId: ProviderId }): Promise<Sample[]> {
  requireScope(ctx, "checks:read");
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({
        exchangeId: exchanges.id,
        checkId: exchanges.checkId,
        operation: exchanges.operation,
        status: exchanges.status,
        startedAt: exchanges.startedAt,
        durationMs: exchanges.durationMs,
      })
      .from(exchanges)
      .where(
        and(
          eq(exchanges.tenantId, ctx.tenantId),
          eq(exchanges.providerId, input.providerId),
          eq(exchanges.peer, "provider"),
          eq(exchanges.direction, "out"),
          inArray(exchanges.operation, ["start", "poll"]),
          isNull(exchanges.errorCode),
          isNotNull(exchanges.status),
          isNotNull(exchanges.checkId),
          isNotNull(exchanges.responsePayloadId),
        ),
      )
      .orderBy(desc(exchanges.startedAt))
      .limit(MOST),
  );
  return rows.map((row) => ({
    ...row,
    checkId: row.checkId as CheckId,
    operation: row.operation as Sample["operation"],
    status: row.status ?? 0,
  }));
}
