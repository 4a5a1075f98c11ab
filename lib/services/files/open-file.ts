import type { DownloadedFile } from "@/lib/connectors/connector";
import { contentTypeOf, extensionOf, type FileContentType, SNIFFED_BYTES } from "@/lib/protocol/file-types";

/** A file on its way: its type is one of PROTOCOL 10.7, its name plain ASCII (OPEN 48). */
export type ResultFile = { contentType: string; fileName: string | null; bytes: AsyncIterable<Uint8Array> };

/**
 * Reads a file's beginning, settles its content type, and gives the whole of it as a stream. Null when it is of no type
 * that may be answered; the connection to the provider is closed then. Throws `EgressError` when it breaks off at once.
 */
export async function openFile(file: DownloadedFile, kind: "FILE" | "IMAGE"): Promise<ResultFile | null> {
  const chunks = file.bytes[Symbol.asyncIterator]();
  const head = await readHead(chunks);
  const contentType = contentTypeOf({ declared: file.contentType, head, kind });
  if (contentType === null || head.length === 0) {
    await chunks.return?.();
    return null;
  }
  return { contentType, fileName: asciiName(file.fileName, contentType), bytes: joined(head, chunks) };
}

async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < SNIFFED_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (;;) {
      const next = await rest.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

const MAX_NAME_LENGTH = 150;

/** Anything else in a header is not portable, and a path in a name is nobody's business (OPEN 48). */
function asciiName(name: string | null, contentType: FileContentType): string | null {
  const base = name?.split(/[/\\]/).at(-1)?.trim() ?? "";
  if (base === "") return null;
  const plain = base
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\x20-\x7e]|["\\]/g, "_")
    .slice(0, MAX_NAME_LENGTH);
  return /\.[A-Za-z0-9]{1,5}$/.test(plain) ? plain : `${plain}.${extensionOf(contentType)}`;
}
