import { z } from "zod";

/** An instant of a filter: ISO 8601 with its zone, or a day, which begins at midnight UTC. `5` is not the year 2001. */
export const Instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((text) => new Date(text));
