import type { RecordedExchange, SearchAnswered } from "@/lib/connectors/connector";
import { connectorFor, expressionsFor } from "@/lib/connectors/for-definition";
import { orOverloaded } from "@/lib/connectors/overloaded";
import { newId } from "@/lib/ids";
import { parseCandidates, type SearchCandidate } from "@/lib/protocol/check-types/search-candidate";
import type { ProtocolError, ProtocolWarning } from "@/lib/protocol/error-type";
import type { SearchRequest } from "@/lib/protocol/requests";
import { NOT_CALLED, noteProviderAnswer, throughBreaker } from "../breakers";
import type { ServiceContext } from "../context";
import type { Registration } from "../registry";

export type FoundCompanies = {
  candidates: SearchCandidate[];
  errors: ProtocolError[];
  warnings: ProtocolWarning[];
  providerData?: unknown;
  exchanges: RecordedExchange[];
};

/**
 * Asks the provider for companies (PROTOCOL 10.8), or the demo data. Candidates are checked before anyone sees them: one
 * that breaks its shape makes the answer an `INTEGRATION` error that names the path. Nothing is stored.
 */
export async function searchCompanies(
  ctx: ServiceContext,
  input: {
    registration: Registration;
    request: SearchRequest;
    config: Record<string, unknown>;
    /** Epoch ms by which the answer must be on its way. */
    deadlineMs: number;
  },
): Promise<FoundCompanies> {
  const { registration, request } = input;
  const nowMs = ctx.now().getTime();
  const demoResult = request.demo_result ?? null;
  const connector = connectorFor(registration.version.connector, {
    http: ctx.http,
    demoResult,
    expressions: expressionsFor(ctx.tenantId),
  });
  if (connector.search === undefined) return failed(NO_SEARCH, []);
  const { search } = connector;
  const query = {
    document: registration.version.document,
    query: request.search_input,
    config: input.config,
    credentials: request.provider_credentials ?? null,
    secrets: registration.secrets,
    demoResult,
    idempotencyKey: request.id ?? newId(nowMs),
    deadlineMs: input.deadlineMs,
    nowMs,
  };
  const provider = { providerId: registration.providerId, isDemo: demoResult !== null };
  const answered = await throughBreaker(ctx, provider, {
    call: () => orOverloaded(search(query), refused),
    refused: () => refused(NOT_CALLED),
  });
  await noteProviderAnswer(ctx, provider, answered);
  return check(answered);
}

const NO_SEARCH: ProtocolError = {
  type: "INTEGRATION",
  message: "The connector has no search operation.",
  data: { at: "/operations/search" },
};

function refused(error: ProtocolError): SearchAnswered {
  return { candidates: [], errors: [error], warnings: [], exchanges: [] };
}

function check({ candidates, errors, warnings, providerData, exchanges }: SearchAnswered): FoundCompanies {
  const rest = { errors, warnings, exchanges, ...(providerData === undefined ? {} : { providerData }) };
  if (rest.errors.length > 0) return { ...rest, candidates: [] };
  const parsed = parseCandidates(candidates);
  if ("candidates" in parsed) return { ...rest, candidates: parsed.candidates };
  const [issue] = parsed.issues;
  const path = issue?.path ?? "";
  return failed(
    {
      type: "INTEGRATION",
      message: `The connector's mapping is not right at /operations/search/outcome → ${path}: ${issue?.message ?? ""}`,
      data: { at: "/operations/search/outcome", path },
    },
    rest.exchanges,
  );
}

function failed(error: ProtocolError, exchanges: RecordedExchange[]): FoundCompanies {
  return { ...refused(error), candidates: [], exchanges };
}
