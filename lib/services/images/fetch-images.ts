import type { ConnectorImage } from "@/lib/connectors/connector";
import { asTenant } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import type { ErrorsOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { findPayload } from "../payloads";
import { downloadImage } from "./download-image";
import type { ImageOwner } from "./image-owner";
import { readStoredImages, type StoredImage } from "./stored-images";
import { wantedImagesOf } from "./wanted-images";

export type FetchedImages =
  | { status: "complete"; images: ConnectorImage[] }
  /** Time was up; those that came are kept, and calling again goes on with the rest. */
  | { status: "unfinished" }
  | { status: "failed"; outcome: ErrorsOutcome };

/**
 * Downloads every image of a check's input from the Maxsight environment that asked for the check, and keeps it encrypted
 * until the check ends, a day at most (PROTOCOL 10.11, OPEN 38). Safe to repeat: what is stored is not downloaded again.
 */
export async function fetchImages(
  ctx: ServiceContext,
  input: {
    check: ImageOwner;
    checkInput: Record<string, unknown>;
    deadlineMs: number;
    /** With less time than this left, no further image is begun. */
    fairTryMs: number;
  },
): Promise<FetchedImages> {
  const wanted = wantedImagesOf(input.checkInput);
  if ("error" in wanted) return { status: "failed", outcome: { kind: "errors", errors: [wanted.error] } };
  if (wanted.length === 0) return { status: "complete", images: [] };
  const stored = await readStoredImages(ctx, input.check.id);
  for (const image of wanted) {
    if (stored.has(image.id.toLowerCase())) continue;
    const download = await downloadImage(ctx, { ...input, image });
    if (download.status === "out_of_time") return { status: "unfinished" };
    if (download.status === "failed")
      return { status: "failed", outcome: { kind: "errors", errors: [download.error] } };
    stored.set(image.id.toLowerCase(), download.image);
  }
  const images = wanted.flatMap((image) => stored.get(image.id.toLowerCase()) ?? []);
  return { status: "complete", images: images.map((image) => toConnectorImage(ctx, image)) };
}

function toConnectorImage(ctx: ServiceContext, image: StoredImage): ConnectorImage {
  const { imageId, documentId, imageType, contentType, size, payloadId } = image;
  return {
    id: imageId,
    documentId,
    imageType,
    contentType,
    size,
    read: async () => {
      const bytes = await asTenant(ctx.db, ctx.tenantId, (tx) => findPayload(ctx, tx, payloadId));
      if (bytes === null) throw new AppError("internal", "An image of this check is no longer stored.");
      return bytes;
    },
  };
}
