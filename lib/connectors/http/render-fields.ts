import type { ProtocolError } from "@/lib/protocol/error-type";
import type { Evaluated } from "../evaluated";
import type { Expressions } from "../expression-engine";
import { parseTemplate, type TemplatePart } from "../template";
import type { ExpressionContext } from "./context";
import { evaluationProblem, integrationError } from "./mapping-problem";

/** A template of a request. `at` is its JSON pointer in the definition. */
export type Field = {
  at: string;
  template: string;
  /** Percent-encode what expressions give, so that data cannot change the path or add parameters. */
  isEncoded: boolean;
  /** When an expression gives nothing: leave the field out, or do not call at all. */
  ifEmpty: "omit" | "fail";
};

export type RenderedFields = {
  /** By key of the input; a field that was left out is absent. */
  texts: Map<string, string>;
  /** What the extra expression gave. */
  extra: Evaluated | null;
};

export type RenderRequest = {
  fields: ReadonlyMap<string, Field>;
  /** One more expression to evaluate in the same round trip. */
  extra?: string | undefined;
  context: ExpressionContext;
  engine: Expressions;
};

/** Renders all fields of a request in one round trip, or says which one cannot be rendered. */
export async function renderFields(wish: RenderRequest): Promise<RenderedFields | { error: ProtocolError }> {
  const entries = [...wish.fields].map(([key, field]) => ({ key, field, parts: partsOf(field.template) }));
  const expressions = entries.flatMap(({ parts }) => parts.flatMap(expressionsOf));
  const all = wish.extra === undefined ? expressions : [...expressions, wish.extra];
  const results = await wish.engine.evaluate(all, wish.context);
  const texts = new Map<string, string>();
  let next = 0;
  for (const { key, field, parts } of entries) {
    const count = parts.flatMap(expressionsOf).length;
    const rendered = renderField(field, parts, results.slice(next, next + count));
    next += count;
    if (typeof rendered === "object" && rendered !== null) return rendered;
    if (rendered !== null) texts.set(key, rendered);
  }
  return { texts, extra: wish.extra === undefined ? null : (results.at(-1) ?? null) };
}

function renderField(
  field: Field,
  parts: TemplatePart[],
  results: Evaluated[],
): string | null | { error: ProtocolError } {
  const values = results[Symbol.iterator]();
  let text = "";
  for (const part of parts) {
    if ("text" in part) {
      text += part.text;
      continue;
    }
    const result = values.next().value as Evaluated;
    if (!result.ok) return { error: integrationError(evaluationProblem(field.at, result)) };
    const value = toText(result.value);
    if (value === null || (value === "" && field.ifEmpty === "fail")) {
      return field.ifEmpty === "omit" ? null : { error: emptyError(field, part.expression) };
    }
    text += field.isEncoded ? encodeURIComponent(value) : value;
  }
  return text;
}

function emptyError({ at }: Field, expression: string): ProtocolError {
  if (/\bcredentials\b/.test(expression)) {
    return { type: "INVALID_CREDENTIALS", message: "The credentials do not hold what the provider needs." };
  }
  return integrationError({ at, message: `{{ ${expression} }} gives nothing` });
}

function toText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function expressionsOf(part: TemplatePart): string[] {
  return "expression" in part ? [part.expression] : [];
}

const MAX_CACHED = 2000;
const parsedTemplates = new Map<string, TemplatePart[]>();

// Parsing costs more than evaluating; the definition was checked when it was stored, so a template always parses.
function partsOf(template: string): TemplatePart[] {
  const known = parsedTemplates.get(template);
  if (known !== undefined) return known;
  const parsed = parseTemplate(template);
  const parts = "parts" in parsed ? parsed.parts : [{ text: template }];
  if (parsedTemplates.size >= MAX_CACHED) parsedTemplates.clear();
  parsedTemplates.set(template, parts);
  return parts;
}
