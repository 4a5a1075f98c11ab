import { createHash } from "node:crypto";
import type { HttpExchange } from "@/lib/egress/http-exchange";
import { REDACTED } from "@/lib/egress/redact";
import { retryAfterMsOf } from "@/lib/egress/retry-after";
import type { ProtocolError } from "@/lib/protocol/error-type";
import type { AuthOf } from "../auth-definition";
import type { RecordedExchange } from "../connector";
import type { Authorized, Authorizing, Unauthorized } from "./authorization";
import { basicCredentials, type BuiltRequest } from "./build-request";
import { isWorthRepeating, redactorOf, toHttpRequest } from "./call-provider";
import { unexplainedError } from "./map-outcome";
import { integrationError } from "./mapping-problem";
import type { HttpConnectorParts } from "./connector-parts";
import { readToken, type TokenAnswer } from "./token-answer";
import { redactExchange } from "@/lib/egress/redact";

export type AccessToken = { token: string; rest: Pick<Authorized, "recorded" | "renew"> };

type Kept = { token: string; goodUntilMs: number };

/** By a hash of everything the token was asked with, secret included: what two providers share, they may share. */
const kept = new Map<string, Kept>();
const asked = new Map<string, Promise<AccessToken | Unauthorized>>();
const MAX_KEPT = 2000;

/**
 * The access token of a definition (RFC 6749, 4.4): a kept one while it is good, otherwise a new one. Calls that need the
 * same one at the same moment ask once.
 */
export async function fetchAccessToken(
  parts: HttpConnectorParts,
  auth: AuthOf<"oauth2_client_credentials">,
  authorizing: Authorizing,
): Promise<AccessToken | Unauthorized> {
  const wish = wishOf(auth, authorizing.built.auth);
  const known = kept.get(wish.key);
  if (known !== undefined && known.goodUntilMs > Date.now()) {
    return { token: known.token, rest: { recorded: [], renew: () => forget(wish.key, known.token) } };
  }
  const running = asked.get(wish.key);
  // What the first caller's exchange says is recorded once, with its own check.
  if (running !== undefined) return withoutRecord(await running);
  const asking = askForToken(parts, wish, authorizing).finally(() => asked.delete(wish.key));
  asked.set(wish.key, asking);
  return asking;
}

function withoutRecord(answer: AccessToken | Unauthorized): AccessToken | Unauthorized {
  if ("error" in answer) return { ...answer, recorded: [] };
  return { token: answer.token, rest: { recorded: [], renew: null } };
}

function forget(key: string, token: string): void {
  if (kept.get(key)?.token === token) kept.delete(key);
}

function keep(key: string, token: Kept): void {
  const oldest = kept.keys().next();
  if (kept.size >= MAX_KEPT && oldest.done !== true) kept.delete(oldest.value);
  kept.delete(key);
  kept.set(key, token);
}

type Wish = { key: string; request: BuiltRequest & { body: string }; shown: Buffer };

function wishOf(auth: AuthOf<"oauth2_client_credentials">, texts: ReadonlyMap<string, string>): Wish {
  const value = (member: string) => texts.get(`auth ${member}`) ?? "";
  const url = value("token_url");
  const [id, secret] = [value("client_id"), value("client_secret")];
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  for (const member of ["scope", "audience"]) if (value(member) !== "") form.append(member, value(member));
  const shown = Buffer.from(form.toString());
  const headers: Record<string, string> = {
    accept: "application/json",
    "user-agent": "Gatehouse",
    "content-type": "application/x-www-form-urlencoded",
  };
  if (auth.client_auth === "basic") {
    // Both are form-encoded before they are joined (RFC 6749, 2.3.1).
    headers["authorization"] = basicCredentials(encodeURIComponent(id), encodeURIComponent(secret));
  } else {
    form.append("client_id", id);
    form.append("client_secret", secret);
  }
  const key = createHash("sha256")
    .update(JSON.stringify([url, id, secret, auth.client_auth, shown.toString()]))
    .digest("base64");
  return { key, request: { method: "POST", url, headers, body: form.toString() }, shown };
}

const TOKEN_TIMEOUT_MS = 10_000;

async function askForToken(
  { http }: HttpConnectorParts,
  wish: Wish,
  { call, timeoutMs }: Authorizing,
): Promise<AccessToken | Unauthorized> {
  const exchange = await http.request(toHttpRequest(wish.request, Math.min(TOKEN_TIMEOUT_MS, timeoutMs)));
  const answer = readToken(exchange);
  const shown = { ...exchange, requestBody: wish.shown, responseBody: maskedBody(exchange, answer) };
  const recorded: RecordedExchange[] = [
    { operation: "token", attempt: 1, exchange: redactExchange(shown, redactorOf(call)) },
  ];
  if (answer.status !== "token") return { ...refusalOf(answer, exchange), recorded };
  keep(wish.key, { token: answer.token, goodUntilMs: Date.now() + answer.goodForMs });
  return { token: answer.token, rest: { recorded, renew: null } };
}

/** An answer with a token in it is evidence only of there having been one. */
function maskedBody({ responseBody }: HttpExchange, answer: TokenAnswer): Buffer {
  if (answer.status !== "token") return responseBody;
  return Buffer.from(
    JSON.stringify({ access_token: REDACTED, expires_in: Math.round(answer.goodForMs / 1000) }),
  );
}

function refusalOf(
  answer: Exclude<TokenAnswer, { status: "token" }>,
  exchange: HttpExchange,
): Pick<Unauthorized, "error" | "transient"> {
  if (answer.status === "refused") return { error: INVALID_CLIENT, transient: null };
  if (answer.status === "unusable")
    return { error: integrationError({ at: "/auth", message: answer.message }), transient: null };
  const error: ProtocolError = unexplainedError(exchange, "/auth/token_url");
  const transient = isWorthRepeating(exchange) ? { retryAfterMs: retryAfterMsOf(exchange) } : null;
  return { error, transient };
}

const INVALID_CLIENT: ProtocolError = {
  type: "INVALID_CREDENTIALS",
  message: "The provider gave no access token for these credentials.",
};
