import { describe, expect, it } from "vitest";
import { contentTypeOf } from "./file-types";

const HEADS = {
  png: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
  jpeg: Buffer.from("ffd8ffe000104a464946", "hex"),
  tiff: Buffer.from("49492a00", "hex"),
  pdf: Buffer.from("%PDF-1.7"),
  mp4: Buffer.from("00000018667479706d703432", "hex"),
  webm: Buffer.from("1a45dfa3", "hex"),
  html: Buffer.from("<html>"),
};

describe("contentTypeOf", () => {
  it.each([
    ["image/png", "png", "IMAGE", "image/png"],
    ["image/JPG; q=1", "jpeg", "IMAGE", "image/jpeg"],
    ["video/webm", "webm", "FILE", "video/webm"],
    // A frame of a video is a file that is an image.
    ["image/png", "png", "FILE", "image/png"],
    [null, "png", "IMAGE", "image/png"],
    ["application/octet-stream", "tiff", "IMAGE", "image/tiff"],
    ["", "pdf", "IMAGE", "application/pdf"],
    [null, "mp4", "FILE", "video/mp4"],
    // A video is no image, whatever it says.
    ["video/mp4", "mp4", "IMAGE", null],
    ["text/html", "html", "IMAGE", null],
    [null, "html", "FILE", null],
  ] as const)("takes %s over %s bytes for an %s as %s", (declared, head, kind, expected) => {
    expect(contentTypeOf({ declared, head: HEADS[head], kind })).toBe(expected);
  });

  it("does not stumble over a file without bytes", () => {
    expect(contentTypeOf({ declared: null, head: new Uint8Array(), kind: "FILE" })).toBeNull();
  });
});
