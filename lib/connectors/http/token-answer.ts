import { z } from "zod";
import type { HttpExchange } from "@/lib/egress/http-exchange";
import { isWorthRepeating } from "./call-provider";

export type TokenAnswer =
  | { status: "token"; token: string; goodForMs: number }
  /** The client is not known, or may not have a token. */
  | { status: "refused" }
  /** The definition asks for something the server does not have. */
  | { status: "unusable"; message: string }
  | { status: "unreachable" };

const Token = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().nullish(),
});
const Refusal = z.object({ error: z.string() });

/** Of a token that does not say how long it is good. */
const DEFAULT_LIFE_MS = 5 * 60_000;
const MAX_LIFE_MS = 24 * 60 * 60_000;
/** A token must not run out on its way; short-lived ones give up a tenth. */
const MARGIN_MS = 60_000;

const REFUSALS: ReadonlySet<string> = new Set([
  "invalid_client",
  "unauthorized_client",
  "invalid_grant",
  "access_denied",
]);

/** Reads the answer of a token endpoint (RFC 6749, 5). */
export function readToken(exchange: HttpExchange): TokenAnswer {
  const { status, errorCode } = exchange;
  if (errorCode !== null || status === null || isWorthRepeating(exchange)) return { status: "unreachable" };
  const json = readJson(exchange.responseBody);
  if (status >= 200 && status <= 299) return readGranted(json);
  const code = Refusal.safeParse(json).data?.error;
  const isRefusal = code === undefined ? REFUSAL_STATUSES.has(status) : REFUSALS.has(code);
  if (isRefusal) return { status: "refused" };
  // The code is one of a fixed list where the server keeps to its standard; other text is not repeated.
  const named = code !== undefined && /^[a-z_]{1,60}$/.test(code) ? code : `status ${status}`;
  return { status: "unusable", message: `the token endpoint answered ${named}` };
}

const REFUSAL_STATUSES: ReadonlySet<number> = new Set([400, 401, 403]);

function readGranted(json: unknown): TokenAnswer {
  const parsed = Token.safeParse(json);
  if (!parsed.success) return { status: "unusable", message: "the token endpoint gave no access_token" };
  const { access_token: token, expires_in: seconds } = parsed.data;
  const lifeMs = Math.min(MAX_LIFE_MS, seconds == null ? DEFAULT_LIFE_MS : seconds * 1000);
  return { status: "token", token, goodForMs: lifeMs - Math.min(MARGIN_MS, lifeMs / 10) };
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}
