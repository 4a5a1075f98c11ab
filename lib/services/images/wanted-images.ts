import { isUuid } from "@/lib/ids";
import type { ProtocolError } from "@/lib/protocol/error-type";

/** An image that the check's input names; `at` is its JSON pointer there. */
export type WantedImage = { id: string; documentId: string | null; imageType: string | null; at: string };

/** Far more than any identity document has; each is a call and up to 20 MB. */
const MAX_IMAGES = 40;

/**
 * The images of a `check_input`, each once (PROTOCOL 11.4). One without an id cannot be downloaded and is the provider's
 * to miss. An id of another form than 9.1 knows makes the input unusable.
 */
export function wantedImagesOf(input: Record<string, unknown>): WantedImage[] | { error: ProtocolError } {
  const wanted = new Map<string, WantedImage>();
  for (const [documentIndex, document] of objectsOf(input["documents"]).entries()) {
    for (const [imageIndex, image] of objectsOf(document["images"]).entries()) {
      const { id } = image;
      const at = `/documents/${documentIndex}/images/${imageIndex}`;
      if (id === undefined || id === null) continue;
      if (!isUuid(id)) return { error: unusable("The id of an image must be a UUID.", at) };
      const known = id.toLowerCase();
      if (!wanted.has(known)) {
        wanted.set(known, {
          id,
          documentId: isUuid(document["id"]) ? document["id"] : null,
          imageType: typeof image["image_type"] === "string" ? image["image_type"] : null,
          at,
        });
      }
    }
  }
  if (wanted.size > MAX_IMAGES)
    return { error: unusable(`A check may have at most ${MAX_IMAGES} images.`, "/documents") };
  return [...wanted.values()];
}

/** The input is there and cannot be used (PROTOCOL 9.3). */
export function unusable(message: string, field: string): ProtocolError {
  return { type: "INVALID_CHECK_INPUT", message, data: { field } };
}

function objectsOf(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item) => typeof item === "object" && item !== null && !Array.isArray(item));
}
