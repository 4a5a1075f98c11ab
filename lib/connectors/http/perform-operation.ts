import type { ProtocolError } from "@/lib/protocol/error-type";
import type { ConnectorCall, ConnectorQuery } from "../connector";
import type { ConnectorRequest } from "../definition";
import type { Unauthorized } from "./authorization";
import { authorizeRequest } from "./authorize-request";
import { type Built, buildRequest, type OperationName } from "./build-request";
import { callProvider, type ProviderAnswer } from "./call-provider";
import type { HttpConnectorParts } from "./connector-parts";
import type { ExpressionContext } from "./context";
import { imagesByToken } from "./image-tokens";

export type Operation = {
  operation: OperationName;
  rules: { request: ConnectorRequest; timeout_ms: number };
  /** 1 when absent. */
  attempts?: number;
  call: ConnectorCall | ConnectorQuery;
  context: ExpressionContext;
};

/** Renders the request and calls the provider. `error`: the request could not be made and was not sent. */
export async function performOperation(
  parts: HttpConnectorParts,
  { operation, rules, attempts = 1, call, context }: Operation,
): Promise<ProviderAnswer | Unauthorized> {
  const built = await renderRequest(parts, { operation, request: rules.request, call, context });
  if ("error" in built) return { ...built, recorded: [], transient: null };
  // From here on a call may have left, so nothing of this operation is refused for want of a thread.
  const once = { ...parts, expressions: parts.expressions.owed };
  return callProvider({
    http: parts.http,
    authorize: (timeoutMs) => authorizeRequest(once, { built, call, context, timeoutMs }),
    operation,
    timeoutMs: rules.timeout_ms,
    attempts,
    call,
  });
}

type Rendering = {
  operation: OperationName;
  request: ConnectorRequest;
  call: ConnectorCall | ConnectorQuery;
  context: ExpressionContext;
};

/** The request of an operation on this call, with the images that the call has. */
export function renderRequest(
  { definition, expressions: engine }: HttpConnectorParts,
  { call, ...rendering }: Rendering,
): Promise<Built | { error: ProtocolError }> {
  const images = "images" in call ? imagesByToken(call) : new Map<string, never>();
  return buildRequest({ ...rendering, definition, engine, images });
}
