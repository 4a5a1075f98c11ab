import { z } from "zod";

/** A list that may be missing, null or, because JSONata gives a list of one as the item itself, a single item. */
export function oneOrMore<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]),
    z.array(item),
  );
}
