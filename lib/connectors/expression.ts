import jsonata from "jsonata";
import { z } from "zod";

const MAX_LENGTH = 20_000;

/** What is wrong with an expression; `position` counts characters from 0, `null` where the parser does not know. */
export type ExpressionProblem = { message: string; position: number | null };

/** Parses JSONata without running it. `null`: it is well-formed. */
export function findExpressionProblem(text: string): ExpressionProblem | null {
  if (text.length > MAX_LENGTH) {
    return { message: `The expression is longer than ${MAX_LENGTH} characters`, position: MAX_LENGTH };
  }
  try {
    jsonata(text);
    return null;
  } catch (error) {
    const { message, position } = error as Partial<ExpressionProblem>;
    return {
      message: typeof message === "string" ? message : "The expression cannot be parsed",
      position: typeof position === "number" ? position : null,
    };
  }
}

/** `Expected ":" before end of expression (line 2, column 14)`. */
export function describeExpressionProblem(text: string, problem: ExpressionProblem): string {
  if (problem.position === null) return problem.message;
  const before = text.slice(0, problem.position);
  const line = before.split("\n").length;
  const column = problem.position - before.lastIndexOf("\n");
  return `${problem.message} (line ${line}, column ${column})`;
}

/** A JSONata expression, parsed when the document is, so that a syntax error is found before the first check. */
export const Expression = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const problem = findExpressionProblem(text);
    if (problem === null) return;
    context.addIssue({
      code: "custom",
      message: describeExpressionProblem(text, problem),
      params: { position: problem.position },
    });
  });
