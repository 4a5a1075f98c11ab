import { searchAnswer } from "@/lib/protocol/answers";
import { hasFeature } from "@/lib/protocol/config-document";
import type { ProtocolError } from "@/lib/protocol/error-type";
import { checkCredentials, fillProviderConfig } from "@/lib/protocol/provider-config";
import { SearchRequest } from "@/lib/protocol/requests";
import { validateSearchInput } from "@/lib/protocol/search-input";
import { searchCompanies } from "@/lib/services/search";
import { answerDeadlineMs } from "./answer-deadline";
import type { EndpointCall } from "./endpoint-call";
import { liveProblem } from "./live-problem";
import { parseBody } from "./parse-body";
import { jsonAnswer, type ProtocolAnswer, refusal } from "./protocol-request";
import { recordInbound, recordProviderCalls } from "./record-inbound";

/** `POST /search` (PROTOCOL 10.8): one synchronous answer, independent of any check. Only where COMPANY_SEARCH is declared. */
export async function answerSearch(call: EndpointCall): Promise<ProtocolAnswer> {
  const { registration, ctx } = call;
  if (registration.status === "retired") return refusal(404, "No provider is registered under this address.");
  if (!hasFeature(registration.version.document, "COMPANY_SEARCH")) {
    return refusal(404, "This provider does not declare the feature COMPANY_SEARCH.");
  }
  const parsed = parseBody(SearchRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  const checked = checkQuery(call, parsed.value);
  if ("errors" in checked) return answerWith(call, { candidates: [], errors: checked.errors });
  const deadlineMs = answerDeadlineMs(call);
  const found = await searchCompanies(ctx, {
    registration,
    request: parsed.value,
    config: checked.values,
    deadlineMs,
  });
  recordProviderCalls(call, null, found.exchanges);
  return answerWith(call, found);
}

function answerWith(call: EndpointCall, found: Parameters<typeof searchAnswer>[0]): ProtocolAnswer {
  const answer = jsonAnswer(200, searchAnswer(found));
  recordInbound(call, answer, { checkId: null, operation: "search" });
  return answer;
}

/** The order of PROTOCOL 10.1, which the search follows: config and country before the demo branch, then credentials. */
function checkQuery(
  call: EndpointCall,
  request: SearchRequest,
): { values: Record<string, unknown> } | { errors: ProtocolError[] } {
  const { registration } = call;
  const { document } = registration.version;
  const config = fillProviderConfig(document, request.provider_config);
  if ("errors" in config) return config;
  const input = validateSearchInput(document, request.search_input);
  if (input.length > 0) return { errors: input };
  if (typeof request.demo_result === "string") return config;
  const unavailable = liveProblem(registration, call.request.receivedAtMs);
  if (unavailable !== null) return { errors: [unavailable] };
  const credentials = checkCredentials(document, request);
  return credentials.length > 0 ? { errors: credentials } : config;
}
