import type { ProtocolError } from "@/lib/protocol/error-type";
import type { Answered, ConnectorCall, ConnectorQuery, RecordedExchange } from "../connector";
import { fetchAccessToken } from "./access-token";
import type { Built, BuiltRequest } from "./build-request";
import type { ExpressionContext } from "./context";
import type { HttpConnectorParts } from "./perform-operation";
import { signWithHmac } from "./sign-with-hmac";

/** A request that says whose it is. `secrets`: what it carries beyond the call's own, to be kept out of records. */
export type Authorized = {
  request: BuiltRequest;
  secrets: readonly string[];
  recorded: RecordedExchange[];
  /** Set where the proof was an older one: forgets it, so that the next one is new. */
  renew: (() => void) | null;
};

/** Why there is no proof; nothing was sent to the operation's own address. */
export type Unauthorized = {
  error: ProtocolError;
  recorded: RecordedExchange[];
  transient: Answered["transient"];
};

export type Authorizing = {
  built: Built;
  call: ConnectorCall | ConnectorQuery;
  context: ExpressionContext;
  timeoutMs: number;
};

/**
 * Adds what can only be added at the moment of sending: a signature, which has a time in it, or an access token, which
 * runs out. Every repetition of a request is authorized anew.
 */
export async function authorizeRequest(
  parts: HttpConnectorParts,
  authorizing: Authorizing,
): Promise<Authorized | Unauthorized> {
  const { auth } = parts.definition;
  const { request } = authorizing.built;
  if (auth.type === "hmac") return signWithHmac(parts, auth, authorizing);
  if (auth.type !== "oauth2_client_credentials") return { request, secrets: [], recorded: [], renew: null };
  const fetched = await fetchAccessToken(parts, auth, authorizing);
  if ("error" in fetched) return fetched;
  const headers = { ...request.headers, authorization: `Bearer ${fetched.token}` };
  return { request: { ...request, headers }, secrets: [fetched.token], ...fetched.rest };
}
