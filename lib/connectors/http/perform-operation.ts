import type { HttpClient } from "@/lib/egress/http-exchange";
import type { ProtocolError } from "@/lib/protocol/error-type";
import type { ConnectorCall, ConnectorQuery } from "../connector";
import type { ConnectorRequest, HttpDefinition } from "../definition";
import type { ExpressionEngine } from "../expression-engine";
import { buildRequest, type OperationName } from "./build-request";
import { callProvider, type ProviderAnswer } from "./call-provider";
import type { ExpressionContext } from "./context";

/** What an http connector is made of. */
export type HttpConnectorParts = {
  definition: HttpDefinition;
  http: HttpClient;
  expressions: ExpressionEngine;
};

export type Operation = {
  operation: OperationName;
  rules: { request: ConnectorRequest; timeout_ms: number };
  /** 1 when absent. */
  attempts?: number;
  call: ConnectorCall | ConnectorQuery;
  context: ExpressionContext;
};

/** Renders the request and calls the provider. `error`: the request could not be rendered and nothing was sent. */
export async function performOperation(
  { definition, http, expressions }: HttpConnectorParts,
  { operation, rules, attempts = 1, call, context }: Operation,
): Promise<ProviderAnswer | { error: ProtocolError }> {
  const built = await buildRequest({
    definition,
    operation,
    request: rules.request,
    context,
    engine: expressions,
  });
  if ("error" in built) return built;
  return callProvider({
    http,
    request: built.request,
    operation,
    timeoutMs: rules.timeout_ms,
    attempts,
    call,
  });
}
