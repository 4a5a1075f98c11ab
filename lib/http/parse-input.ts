import type { z } from "zod";
import { InvalidInputError } from "@/lib/errors";
import { inputIssuesOf, jsonPointer } from "@/lib/protocol/input-issues";
import { MalformedRequestError } from "./problem";

/** Parses what a client sent, or throws one InvalidInputError that names every wrong member by JSON pointer. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new InvalidInputError("The request is not valid.", inputIssuesOf(parsed.error));
}

/** The JSON value of a body. An empty body is an empty object, so that `POST …/pause` needs none. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new MalformedRequestError("The request body is not JSON in UTF-8.", [], { cause });
  }
}

/** Query parameters as an object; one that is given twice is refused rather than half ignored. */
export function readQuery(url: string): Record<string, string> {
  const params = new URL(url).searchParams;
  const names = [...new Set(params.keys())];
  const twice = names.filter((name) => params.getAll(name).length > 1);
  if (twice.length > 0) {
    throw new InvalidInputError(
      "The request is not valid.",
      twice.map((name) => ({ path: jsonPointer([name]), message: `${name} is given more than once.` })),
    );
  }
  return Object.fromEntries(params);
}
