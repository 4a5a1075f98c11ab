import { z } from "zod";

/** An instant as every answer writes it: ISO 8601 in UTC. */
export const Instant = z.iso.datetime().meta({ description: "ISO 8601, UTC." });

/** An object whose members are described elsewhere. */
export const JsonObject = z.record(z.string(), z.unknown());

/** A Date or null as an answer writes it. */
export function toInstant(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
