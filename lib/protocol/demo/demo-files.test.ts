import { crc32, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DEMO_FILE_REFERENCES } from "./demo-file-references";
import { type DemoFile, demoFile } from "./demo-files";

const fileOf = (name: keyof typeof DEMO_FILE_REFERENCES): DemoFile => {
  const file = demoFile(DEMO_FILE_REFERENCES[name]);
  if (file === null) throw new Error(`no demo file ${name}`);
  return file;
};

/** Chunks of a PNG, each with its checksum verified. */
function chunksOf(bytes: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.toString("latin1", 0, 4), body.subarray(4));
    at += 12 + length;
  }
  return chunks;
}

/** Boxes of an MP4 at one level; their sizes must add up. */
function boxesOf(bytes: Buffer): Map<string, Buffer> {
  const boxes = new Map<string, Buffer>();
  let at = 0;
  while (at < bytes.length) {
    const size = bytes.readUInt32BE(at);
    boxes.set(bytes.toString("latin1", at + 4, at + 8), bytes.subarray(at + 8, at + size));
    at += size;
  }
  expect(at).toBe(bytes.length);
  return boxes;
}

describe("demo files", () => {
  it.each(["front", "back", "face", "videoFrame"] as const)(
    "%s is a PNG whose pixels can be read",
    (name) => {
      const file = fileOf(name);
      const bytes = Buffer.from(file.bytes);
      expect(file.contentType).toBe("image/png");
      expect(bytes.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
      const chunks = chunksOf(bytes);
      const width = chunks.get("IHDR")?.readUInt32BE(0) ?? 0;
      const height = chunks.get("IHDR")?.readUInt32BE(4) ?? 0;
      // Two bits per pixel and one filter byte per row.
      expect(inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0))).toHaveLength((width / 4 + 1) * height);
      expect(chunks.has("IEND")).toBe(true);
    },
  );

  it("the statement is a PDF whose cross-references point at its objects", () => {
    const file = fileOf("statement");
    const text = Buffer.from(file.bytes).toString("latin1");
    expect(file.contentType).toBe("application/pdf");
    expect(text.startsWith("%PDF-1.4\n")).toBe(true);
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe("xref");
    const offsets = [...text.slice(start).matchAll(/(\d{10}) 00000 n/g)].map((entry) => Number(entry[1]));
    expect(offsets).toHaveLength(5);
    for (const [index, offset] of offsets.entries())
      expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
  });

  it("the live video is an MP4 with a film and its description", () => {
    const file = fileOf("liveVideo");
    expect(file.contentType).toBe("video/mp4");
    const boxes = boxesOf(Buffer.from(file.bytes));
    expect([...boxes.keys()]).toEqual(["ftyp", "moov", "mdat"]);
    expect([...boxesOf(boxes.get("moov") ?? Buffer.alloc(0)).keys()]).toEqual(["mvhd", "trak"]);
  });

  it("file names are ASCII with an extension, and other references find nothing", () => {
    for (const name of Object.keys(DEMO_FILE_REFERENCES) as (keyof typeof DEMO_FILE_REFERENCES)[]) {
      expect(fileOf(name).fileName).toMatch(/^[a-z-]+\.(png|pdf|mp4)$/);
    }
    expect(demoFile("DEMO-IMAGE-SIDE")).toBeNull();
    expect(demoFile("__proto__")).toBeNull();
  });
});
