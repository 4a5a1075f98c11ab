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
  const mapped = evaluated === undefined ? null : readFound(evaluated.value, exchange.status ?? 0);
  return mapped === null
    ? failed(unexplainedError(exchange, AT), recorded)
    : { ...mapped, exchanges: recorded };
}

type Mapped = Omit<SearchAnswered, "exchanges">;

const NO_HITS: Mapped = { candidates: [], errors: [], warnings: [] };
const MEMBERS = ["candidates", "errors", "warnings", "providerData"];

// JSONata gives an empty list as nothing and a list of one as the item: both are what a mapping of hits yields.
function readFound(value: unknown, status: number): Mapped | null {
  if (status >= 500) return null;
  if (value === undefined || value === null) return status < 300 ? NO_HITS : null;
  const isWhole = !Array.isArray(value) && Object.keys(value).some((name) => MEMBERS.includes(name));
  const parsed = Found.safeParse(isWhole ? value : { candidates: value });
  return parsed.success ? parsed.data : null;
}

function failed(error: ProtocolError, exchanges: RecordedExchange[]): SearchAnswered {
  return { candidates: [], errors: [error], warnings: [], exchanges };
}
