import { z } from "zod";
import { ProtocolError, ProtocolWarning } from "@/lib/protocol/error-type";
import type { ConnectorQuery, RecordedExchange, SearchAnswered } from "../connector";
import type { HttpDefinition } from "../definition";
import type { Redactor } from "@/lib/egress/redact";
import { redactorOf } from "./call-provider";
import { queryContext, responseContext } from "./context";
import { unexplainedError } from "./map-outcome";
import { evaluationProblem, integrationError } from "./mapping-problem";
import { oneOrMore } from "./one-or-more";
import type { HttpConnectorParts } from "./connector-parts";
import { performOperation } from "./perform-operation";
import { type Json, redactJson } from "./redact-outcome";

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
  if ("error" in answer) return failed(answer.error, answer.recorded);
  const { exchange, recorded } = answer;
  if (exchange === null || exchange.errorCode !== null)
    return failed(unexplainedError(exchange, AT), recorded);
  const [evaluated] = await parts.expressions.owed.evaluate([rules.outcome], {
    ...context,
    ...responseContext(exchange),
  });
  if (evaluated?.ok === false) return failed(integrationError(evaluationProblem(AT, evaluated)), recorded);
  const mapped = evaluated === undefined ? null : readFound(evaluated.value, exchange.status ?? 0);
  if (mapped === null) return failed(unexplainedError(exchange, AT), recorded);
  return { ...redactFound(mapped, redactorOf(query)), exchanges: recorded };
}

/** A provider may repeat what it was sent; candidates are about companies and hold no credential. */
function redactFound(found: Mapped, redact: Redactor): Mapped {
  const clean = <Item extends { message: string }>(item: Item): Item => ({
    ...item,
    message: redact(item.message),
  });
  const { errors, warnings, providerData, ...rest } = found;
  return {
    ...rest,
    errors: errors.map(clean),
    warnings: warnings.map(clean),
    ...(providerData === undefined ? {} : { providerData: redactJson(providerData as Json, redact) }),
  };
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
