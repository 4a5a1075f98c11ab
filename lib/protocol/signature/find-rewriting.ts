import type { SignatureParameters } from "./authorization-header";
import type { SigningKey } from "./secret";
import {
  buildSigningString,
  decodeSignature,
  type HeaderValues,
  headerValue,
  matchesHmac,
} from "./signing-string";

type SuspectRequest = {
  method: string;
  target: string;
  headers: HeaderValues;
  keys: (keyId: string) => readonly SigningKey[];
};

/** What would have made the signature right. */
export type Rewriting = { target: string; host: string | null; isKeyText: boolean };

/** Keeps a forged request cheap: at most this many targets and hosts are tried, so a few dozen HMACs. */
const MAX_TARGETS = 12;
const MAX_HOSTS = 4;

/**
 * Looks for the target and host the caller signed, among what proxies usually make of them; and for the usual mistake of
 * using the secret's base64 text as the key. null: none of these explains the signature.
 */
export function findRewriting(request: SuspectRequest, parameters: SignatureParameters): Rewriting | null {
  const signature = decodeSignature(parameters.signature);
  if (signature === null) return null;
  const keys = request.keys(parameters.keyId).map((known) => known.key);
  const texts = keys.map((key) => Buffer.from(Buffer.from(key).toString("base64"), "latin1"));
  const host = headerValue(request.headers, "host");
  for (const candidate of candidatesOf(request, host)) {
    const headers = candidate.host === null ? request.headers : { ...request.headers, host: candidate.host };
    const parts = { ...parameters, method: request.method, target: candidate.target, headers };
    const signing = buildSigningString(parameters.signedHeaders ?? [], parts);
    if ("missing" in signing) return null;
    const matches = (key: Uint8Array) => matchesHmac(signature, key, signing.text);
    if (keys.some(matches)) return { ...candidate, isKeyText: false };
    const isAsReceived = candidate.target === request.target && candidate.host === host;
    if (isAsReceived && texts.some(matches)) return { ...candidate, isKeyText: true };
  }
  return null;
}

function* candidatesOf(
  request: SuspectRequest,
  host: string | null,
): Generator<{ target: string; host: string | null }> {
  const hosts = hostCandidates(request.headers, host);
  for (const target of targetCandidates(request)) {
    for (const candidate of hosts) yield { target, host: candidate };
  }
}

function hostCandidates(headers: HeaderValues, host: string | null): (string | null)[] {
  const forwarded = headerValue(headers, "x-forwarded-host")?.split(",")[0]?.trim() ?? null;
  const names = [host, forwarded, withoutPort(host), withoutPort(forwarded)];
  return unique(names.filter((name) => name !== null)).slice(0, MAX_HOSTS);
}

const withoutPort = (host: string | null) => host?.replace(/:\d{1,5}$/, "") ?? null;

function targetCandidates({ target, headers }: SuspectRequest): string[] {
  const prefix = headerValue(headers, "x-forwarded-prefix")?.replace(/\/$/, "");
  const original = ["x-original-uri", "x-original-url", "x-forwarded-uri"].flatMap(
    (name) => headerValue(headers, name) ?? [],
  );
  const [path = "", query] = target.split("?", 2);
  const withQuery = (candidate: string) =>
    query === undefined ? [candidate] : [candidate, `${candidate}?${query}`];
  const slashed = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
  return unique([
    target,
    path,
    ...original,
    ...(prefix === undefined ? [] : [`${prefix}${target}`]),
    ...withQuery(slashed),
    ...decoded(path),
    ...withoutLeadingSegments(path).flatMap(withQuery),
  ]).slice(0, MAX_TARGETS);
}

function decoded(path: string): string[] {
  try {
    return [decodeURIComponent(path)];
  } catch {
    return [];
  }
}

/** `/gateway/v1/p/x/checks` gives `/v1/p/x/checks`, `/p/x/checks`, …: a proxy that added a prefix. */
function withoutLeadingSegments(path: string): string[] {
  const shorter: string[] = [];
  let start = path.indexOf("/", 1);
  while (start !== -1 && shorter.length < 3) {
    shorter.push(path.slice(start));
    start = path.indexOf("/", start + 1);
  }
  return shorter;
}

const unique = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];
