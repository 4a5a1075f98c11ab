import { breakers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "../context";

type BreakerRow = typeof breakers.$inferInsert;

/** A stored breaker of a Maxsight host or a provider; open unless `values` say otherwise. */
export async function insertSampleBreaker(
  ctx: ServiceContext,
  values: Pick<BreakerRow, "scope" | "key"> & Partial<BreakerRow>,
): Promise<{ id: string }> {
  const id = newId();
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.insert(breakers).values({ id, tenantId: ctx.tenantId, state: "open", ...values }),
  );
  return { id };
}
