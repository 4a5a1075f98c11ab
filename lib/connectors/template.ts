import { z } from "zod";
import { describeExpressionProblem, findExpressionProblem, type ExpressionProblem } from "./expression";

/** A template is literal text and expressions in turn. */
export type TemplatePart = { text: string } | { expression: string };

export type ParsedTemplate =
  | { parts: TemplatePart[] }
  | { problem: ExpressionProblem; expression: string; offset: number };

/** Splits `/checks/{{ providerReference }}`. An expression may itself contain `}}`: the first closing that parses ends it. */
export function parseTemplate(template: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const open = template.indexOf("{{", at);
    if (open === -1) break;
    if (open > at) parts.push({ text: template.slice(at, open) });
    const found = closeExpression(template, open + 2);
    if ("problem" in found) return { ...found, offset: open + 2 };
    parts.push({ expression: found.expression });
    at = found.end;
  }
  if (at < template.length) parts.push({ text: template.slice(at) });
  return { parts };
}

type Closing = { expression: string; end: number } | { problem: ExpressionProblem; expression: string };

function closeExpression(template: string, start: number): Closing {
  let first: Closing | null = null;
  for (let close = template.indexOf("}}", start); close !== -1; close = template.indexOf("}}", close + 1)) {
    const expression = template.slice(start, close);
    const problem = findExpressionProblem(expression);
    if (problem === null) return { expression: expression.trim(), end: close + 2 };
    first ??= { problem, expression };
  }
  return first ?? { problem: { message: "{{ is never closed by }}", position: null }, expression: "" };
}

/** Text with `{{ expression }}` parts; the expressions are parsed when the document is. */
export const Template = z
  .string()
  .max(20_000)
  .superRefine((template, context) => {
    const parsed = parseTemplate(template);
    if ("parts" in parsed) return;
    const { problem, expression, offset } = parsed;
    context.addIssue({
      code: "custom",
      message: `In {{ }}: ${describeExpressionProblem(expression, problem)}`,
      params: { position: problem.position === null ? null : offset + problem.position },
    });
  });
