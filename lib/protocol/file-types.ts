/** What `/download_file` may answer (PROTOCOL 10.7). A `VIDEO_FRAME` is a file that is an image. */
const IMAGE_TYPES = ["image/jpeg", "image/png", "image/gif", "image/tiff", "application/pdf"] as const;
const VIDEO_TYPES = ["video/mp4", "video/webm"] as const;

export type FileContentType = (typeof IMAGE_TYPES)[number] | (typeof VIDEO_TYPES)[number];

const EXTENSIONS: Record<FileContentType, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/tiff": "tif",
  "application/pdf": "pdf",
  "video/mp4": "mp4",
  "video/webm": "webm",
};

/** The usual extension of a type, without the dot. */
export function extensionOf(contentType: FileContentType): string {
  return EXTENSIONS[contentType];
}

/** Enough of a file's beginning for `contentTypeOf` to know it. */
export const SNIFFED_BYTES = 16;

const SIGNATURES: readonly { at: number; bytes: readonly number[]; type: FileContentType }[] = [
  { at: 0, bytes: [0xff, 0xd8, 0xff], type: "image/jpeg" },
  { at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], type: "image/png" },
  { at: 0, bytes: [0x47, 0x49, 0x46, 0x38], type: "image/gif" },
  { at: 0, bytes: [0x49, 0x49, 0x2a, 0x00], type: "image/tiff" },
  { at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a], type: "image/tiff" },
  { at: 0, bytes: [0x25, 0x50, 0x44, 0x46], type: "application/pdf" },
  { at: 4, bytes: [0x66, 0x74, 0x79, 0x70], type: "video/mp4" },
  { at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3], type: "video/webm" },
];

function sniff(head: Uint8Array): FileContentType | null {
  const found = SIGNATURES.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte));
  return found?.type ?? null;
}

/**
 * The content type a file may be sent with, or null when it is none of those Maxsight takes. What the sender declares
 * counts where it is one of them; a missing or vague declaration is replaced by what the bytes say (OPEN 39).
 */
export function contentTypeOf(file: {
  declared: string | null;
  head: Uint8Array;
  kind: "IMAGE" | "FILE";
}): FileContentType | null {
  const allowed: readonly FileContentType[] =
    file.kind === "IMAGE" ? IMAGE_TYPES : [...VIDEO_TYPES, ...IMAGE_TYPES];
  const declared = file.declared?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const known = allowed.find((type) => type === (declared === "image/jpg" ? "image/jpeg" : declared));
  if (known !== undefined) return known;
  const sniffed = sniff(file.head);
  return sniffed !== null && allowed.includes(sniffed) ? sniffed : null;
}
