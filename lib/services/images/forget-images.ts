import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checkImages, payloads } from "@/lib/db/schema";
import type { CheckId } from "@/lib/ids";

/** Deletes the bytes of a check's images; that there were some, and how large, stays known. Repeating changes nothing. */
export async function forgetImages(tx: Tx, check: { id: CheckId; tenantId: string }): Promise<void> {
  const bodies = tx
    .select({ id: checkImages.payloadId })
    .from(checkImages)
    .where(eq(checkImages.checkId, check.id));
  await tx.delete(payloads).where(and(eq(payloads.class, "image"), inArray(payloads.id, bodies)));
}
