import * as fc from "fast-check";

/** Any UTF-16 code units, control characters and lone surrogates included: what a hostile caller may make of a text. */
export const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  maxLength: 200,
});
