import type { StreamedBody } from "@/lib/egress/http-exchange";
import type { ConnectorImage } from "../connector";
import { describeImage } from "./image-tokens";

type Part = string | ConnectorImage;

/** A text in which tokens stand for images in base64: itself when there is none, else streamed, one image at a time. */
export function textBody(text: string, images: ReadonlyMap<string, ConnectorImage>): string | StreamedBody {
  const parts = splitAtTokens(text, images);
  if (parts.every((part) => typeof part === "string")) return text;
  return {
    size: parts.reduce((sum, part) => sum + sizeOf(part), 0),
    open: () => write(parts),
    shownAs: Buffer.from(
      parts.map((part) => (typeof part === "string" ? part : describeImage(part))).join(""),
    ),
  };
}

function splitAtTokens(text: string, images: ReadonlyMap<string, ConnectorImage>): Part[] {
  let parts: Part[] = [text];
  for (const [token, image] of images) {
    parts = parts.flatMap((part) => (typeof part === "string" ? splitAt(part, token, image) : [part]));
  }
  return parts;
}

function splitAt(text: string, token: string, image: ConnectorImage): Part[] {
  return text.split(token).flatMap((piece, index) => (index === 0 ? [piece] : [image, piece]));
}

function sizeOf(part: Part): number {
  return typeof part === "string" ? Buffer.byteLength(part) : Math.ceil(part.size / 3) * 4;
}

/** A multiple of three, so that pieces of base64 make one text. */
const SLICE_BYTES = 3 * 64 * 1024;

async function* write(parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (typeof part === "string") {
      if (part !== "") yield Buffer.from(part);
      continue;
    }
    const bytes = Buffer.from(await part.read());
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      yield Buffer.from(bytes.subarray(at, at + SLICE_BYTES).toString("base64"));
    }
  }
}
