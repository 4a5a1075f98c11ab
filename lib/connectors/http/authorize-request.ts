import { fetchAccessToken } from "./access-token";
import type { Authorized, Authorizing, Unauthorized } from "./authorization";
import type { HttpConnectorParts } from "./connector-parts";
import { signWithHmac } from "./sign-with-hmac";

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
