import type { z } from "zod";
import type { InputIssue } from "@/lib/errors";

type ZodIssue = z.core.$ZodIssue;

/** RFC 6901: `/config/fields/0/default`; the whole document is the empty text. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Every problem zod found, as a pointer and a sentence that names the member. Parse with `reportInput: true`. */
export function inputIssuesOf(error: { issues: readonly ZodIssue[] }): InputIssue[] {
  return error.issues.flatMap((issue) => issuesOf(issue, []));
}

function issuesOf(issue: ZodIssue, base: readonly PropertyKey[]): InputIssue[] {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: jsonPointer([...path, key]),
      message: `${key} is not known here.`,
    }));
  }
  if (issue.code === "invalid_union") {
    // The alternative with the fewest problems is the one that was meant.
    const [closest] = issue.errors.toSorted((left, right) => left.length - right.length);
    if (closest !== undefined && closest.length > 0)
      return closest.flatMap((nested) => issuesOf(nested, path));
  }
  return [{ path: jsonPointer(path), message: sentenceOf(issue, nameOf(path)) }];
}

/** The last member name of the path, with the index behind it: `fields[2]`, `default`. */
function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return "The document";
  return typeof last === "number" && path.length > 1 ? `${nameOf(path.slice(0, -1))}[${last}]` : String(last);
}

function sentenceOf(issue: ZodIssue, name: string): string {
  if (issue.code === "custom" || issue.code === "invalid_format") return asSentence(name, issue.message);
  if (issue.input === undefined) return `${name} is required.`;
  switch (issue.code) {
    case "invalid_type":
      return `${name} must be ${withArticle(issue.expected)}.`;
    case "invalid_value":
      return `${name} must be ${listOf(issue.values)}.`;
    case "invalid_union":
      return `${name} ${"options" in issue && issue.options ? `must be ${listOf(issue.options)}` : "has none of the allowed forms"}.`;
    case "too_small":
    case "too_big":
      return `${name} must ${boundOf(issue)}.`;
    default:
      return asSentence(name, issue.message);
  }
}

/** Our own messages are written as sentences, or as a rest that follows the member's name. */
function asSentence(name: string, message: string): string {
  const text = /^(must|is|needs|has) /.test(message) ? `${name} ${message}` : message;
  return text.endsWith(".") ? text : `${text}.`;
}

function boundOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const isMinimum = issue.code === "too_small";
  const limit = Number(isMinimum ? issue.minimum : issue.maximum);
  if (issue.inclusive === false) return `be ${isMinimum ? "above" : "below"} ${limit}`;
  const side = isMinimum ? "at least" : "at most";
  if (issue.origin === "string") return `have ${side} ${limit} ${limit === 1 ? "character" : "characters"}`;
  if (issue.origin === "array") return `have ${side} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  return `be ${side} ${limit}`;
}

const withArticle = (noun: string) =>
  noun === "int"
    ? "a whole number"
    : `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun === "record" ? "object" : noun}`;

function listOf(values: readonly unknown[]): string {
  const texts = values.map(String);
  return texts.length === 1 ? (texts[0] ?? "") : `one of ${texts.join(", ")}`;
}
