import type { CheckId } from "@/lib/ids";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";
import type { CheckRow } from "./check-row";

/** The stored final outcome of a check, or null while there is none. */
export async function readOutcome(ctx: ServiceContext, checkId: CheckId): Promise<FinalOutcome | null> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({ resultPayloadId: checks.resultPayloadId, resultAt: checks.resultAt })
      .from(checks)
      .where(and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, checkId)));
    return row === undefined ? null : outcomeOf(tx, ctx, row);
  });
}

/** As `readOutcome`, for a row that was just read. */
export async function outcomeOf(
  tx: Tx,
  ctx: ServiceContext,
  row: Pick<CheckRow, "resultPayloadId" | "resultAt">,
): Promise<FinalOutcome | null> {
  if (row.resultAt === null) return null;
  return (await findJsonPayload<FinalOutcome>(ctx, tx, row.resultPayloadId)) ?? EXPIRED_BODY;
}

const EXPIRED_BODY: FinalOutcome = {
  kind: "errors",
  errors: [{ type: "INTEGRATION", message: "The result was deleted after its retention period." }],
};
