import type { z } from "zod";
import { InvalidInputError } from "@/lib/errors";

/** The input of a verb from what was typed. Throws InvalidInputError whose paths are the flags' names. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  typed: Record<string, unknown>,
): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    path: `--${issue.path.join(".")}`,
    message: issue.message,
  }));
  throw new InvalidInputError("These values cannot be used:", issues);
}
