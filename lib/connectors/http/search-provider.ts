import { z } from "zod";
import { ProtocolError, ProtocolWarning } from "@/lib/protocol/error-type";
import type { ConnectorQuery, RecordedExchange, SearchAnswered } from "../connector";
import type { HttpDefinition } from "../definition";
import { queryContext, responseContext } from "./context";
import { unexplainedError } from "./map-outcome";
import { evaluationProblem, integrationError } from "./mapping-problem";
import { oneOrMore } from "./one-or-more";
import { performOperation, type HttpConnectorParts } from "./perform-operation";

type SearchRules = NonNullable<HttpDefinition["operations"]["search"]>;

const AT = "/operations/search/outcome";

const Found = z.object({
  candidates: oneOrMore(z.record(z.string(), z.unknown())),
  errors: oneOrMore(ProtocolError),
  warnings: oneOrMore(ProtocolWarning),
  providerData: z.unknown().optional(),
});

/** Asks the provider for companies (PROTOCOL 10.8). A search changes nothing, so it is repeated once. */
export async function searchProvider(
  parts: HttpConnectorParts,
  { rules, query }: { rules: SearchRules; query: ConnectorQuery },
): Promise<SearchAnswered> {
  const context = queryContext(query);
  const answer = await performOperation(parts, {
    operation: "search",
    rules,
    attempts: 2,
    call: query,
    context,
  });
  if ("error" in answer) return failed(answer.error, []);
  const { exchange, recorded } = answer;
  if (exchange === null || exchange.errorCode !== null)
    return failed(unexplainedError(exchange, AT), recorded);
  const [evaluated] = await parts.expressions.evaluate([rules.outcome], {
    ...context,
    ...responseContext(exchange),
  });
  if (evaluated?.ok === false) return failed(integrationError(evaluationProblem(AT, evaluated)), recorded);
  const mapped = readFound(evaluated?.value);
  if (mapped === null || (exchange.status ?? 0) >= 500)
    return failed(unexplainedError(exchange, AT), recorded);
  return { ...mapped, exchanges: recorded };
}

// A list is the candidates themselves; nothing, for an answer that is no error, is "no hits".
function readFound(value: unknown): Omit<SearchAnswered, "exchanges"> | null {
  if (value === undefined || value === null) return null;
  const members = Array.isArray(value) ? { candidates: value } : value;
  const parsed = Found.safeParse(members);
  return parsed.success ? parsed.data : null;
}

function failed(error: ProtocolError, exchanges: RecordedExchange[]): SearchAnswered {
  return { candidates: [], errors: [error], warnings: [], exchanges };
}
