import type { SampleImage } from "./receiver";

/** A real PNG of one grey pixel; enough for any decoder, small enough for any test. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
  "base64",
);

export const sampleImage = (id: string): SampleImage => ({ id, contentType: "image/png", bytes: PIXEL });
