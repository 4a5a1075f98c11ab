import { randomUUID } from "node:crypto";
import type { StreamedBody } from "@/lib/egress/http-exchange";
import type { ConnectorImage } from "../connector";
import { describeImage } from "./image-tokens";

type Piece = Buffer | ConnectorImage;

/**
 * multipart/form-data (RFC 7578) of an object: a text or number is a field, an image is a file, anything else is JSON; a
 * list gives its member several parts. Streamed, one image at a time.
 */
export function multipartBody(
  members: object,
  images: ReadonlyMap<string, ConnectorImage>,
): { contentType: string; body: StreamedBody } {
  const boundary = `gatehouse-${randomUUID()}`;
  const parts = Object.entries(members).flatMap(([name, value]): Piece[][] => {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => (item === null ? [] : [partOf({ boundary, name }, item, images)]));
  });
  const pieces = [...parts.flat(), Buffer.from(`--${boundary}--\r\n`)];
  const shown = pieces.map((piece) => (Buffer.isBuffer(piece) ? piece : Buffer.from(describeImage(piece))));
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: {
      size: pieces.reduce((sum, piece) => sum + (Buffer.isBuffer(piece) ? piece.length : piece.size), 0),
      open: () => write(pieces),
      shownAs: Buffer.concat(shown),
    },
  };
}

type Place = { boundary: string; name: string };

function partOf(place: Place, value: unknown, images: ReadonlyMap<string, ConnectorImage>): Piece[] {
  const image = imageOf(value, images);
  if (image !== null) {
    const head = headOf(place, { fileName: fileNameOf(image), contentType: image.contentType });
    return [head, image, Buffer.from("\r\n")];
  }
  const isText = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const head = headOf(place, isText ? {} : { contentType: "application/json" });
  return [
    Buffer.concat([head, Buffer.from(isText ? String(value) : JSON.stringify(value)), Buffer.from("\r\n")]),
  ];
}

function imageOf(value: unknown, images: ReadonlyMap<string, ConnectorImage>): ConnectorImage | null {
  if (typeof value === "string") return images.get(value) ?? null;
  if (typeof value !== "object" || value === null || !("token" in value)) return null;
  return typeof value.token === "string" ? (images.get(value.token) ?? null) : null;
}

function headOf({ boundary, name }: Place, part: { fileName?: string; contentType?: string }): Buffer {
  const disposition = [
    "form-data",
    `name="${quoted(name)}"`,
    ...(part.fileName === undefined ? [] : [`filename="${quoted(part.fileName)}"`]),
  ];
  const lines = [
    `--${boundary}`,
    `Content-Disposition: ${disposition.join("; ")}`,
    ...(part.contentType === undefined ? [] : [`Content-Type: ${part.contentType}`]),
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
}

/** As browsers do: what would end the value or the line is percent-encoded. */
function quoted(text: string): string {
  return text.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function fileNameOf({ id, contentType }: ConnectorImage): string {
  const subtype = /^[a-z]+\/([a-z0-9]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? "bin";
  return `${id}.${subtype === "jpeg" ? "jpg" : subtype === "octet" ? "bin" : subtype}`;
}

async function* write(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.isBuffer(piece) ? piece : await piece.read();
}
