import { and, eq } from "drizzle-orm";
import { checkImages, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { type CheckId, newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { type ExchangeFacts, prepareExchanges } from "../exchanges";
import { sealPayload } from "../payloads";
import type { WantedImage } from "./wanted-images";

export type StoredImage = typeof checkImages.$inferSelect;

/** The images of a check whose bytes are still there, by lower-case image id. */
export async function readStoredImages(
  ctx: ServiceContext,
  checkId: CheckId,
): Promise<Map<string, StoredImage>> {
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ image: checkImages })
      .from(checkImages)
      .innerJoin(payloads, eq(payloads.id, checkImages.payloadId))
      .where(and(eq(checkImages.tenantId, ctx.tenantId), eq(checkImages.checkId, checkId))),
  );
  return new Map(rows.map(({ image }) => [image.imageId.toLowerCase(), image]));
}

/** Encrypts and stores an image with the record of its download. A second copy takes the place of the first. */
export async function storeImage(
  ctx: ServiceContext,
  input: {
    checkId: CheckId;
    image: WantedImage;
    contentType: string;
    bytes: Uint8Array;
    exchange: ExchangeFacts;
  },
): Promise<StoredImage> {
  const body = await sealPayload(ctx, "image", input.bytes);
  const writeExchange = await prepareExchanges(ctx, [input.exchange]);
  const now = ctx.now();
  const row: StoredImage = {
    id: newId(now.getTime()),
    tenantId: ctx.tenantId,
    checkId: input.checkId,
    imageId: input.image.id,
    documentId: input.image.documentId,
    imageType: input.image.imageType,
    contentType: input.contentType,
    size: input.bytes.length,
    payloadId: body.id,
    createdAt: now,
  };
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await writeExchange(tx);
    await tx.insert(payloads).values(body);
    const { payloadId, contentType, size, createdAt } = row;
    await tx
      .insert(checkImages)
      .values(row)
      .onConflictDoUpdate({
        target: [checkImages.checkId, checkImages.imageId],
        set: { payloadId, contentType, size, createdAt },
      });
  });
  return row;
}
