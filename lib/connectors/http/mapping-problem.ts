import type { ProtocolError } from "@/lib/protocol/error-type";
import type { Evaluated } from "../evaluated";

/** A mapping that did not give what it should: where in the definition, and where in its result. */
export type MappingProblem = {
  /** JSON pointer into the connector definition, such as `/operations/start/outcome`. */
  at: string;
  /** JSON pointer into what the expression gave, where the result is the problem. */
  resultPath?: string;
  message: string;
};

/** The `INTEGRATION` error of PROTOCOL 9.3 that names the place; it holds no data of the check. */
export function integrationError(problem: MappingProblem): ProtocolError {
  const { at, resultPath, message } = problem;
  const place = resultPath === undefined || resultPath === "" ? at : `${at} → ${resultPath}`;
  return {
    type: "INTEGRATION",
    message: `The connector's mapping is not right at ${place}: ${message}`,
    data: { at, ...(resultPath === undefined ? {} : { path: resultPath }) },
  };
}

/** The problem of an expression that could not be evaluated. */
export function evaluationProblem(at: string, failure: Extract<Evaluated, { ok: false }>): MappingProblem {
  const where = failure.position === null ? "" : ` (character ${failure.position})`;
  return { at, message: `${failure.message}${where}` };
}
