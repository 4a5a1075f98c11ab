import type { SigningKey } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";

/**
 * How a call is signed when it is not signed as Maxsight signs today (PROTOCOL 19.1). Everything absent means
 * PROTOCOL 2.2: `hs2019`, `(request-target) host date digest`, `GMT`, an exact clock.
 */
export type SigningVariation = {
  dateSuffix?: "GMT" | "UTC" | "-0000";
  algorithm?: "hs2019" | "hmac-sha256";
  /** Clients before May 2023 forgot the last quote (PROTOCOL 2.2). */
  dropFinalQuote?: boolean;
  omitHost?: boolean;
  clockOffsetMs?: number;
  corrupt?: "signature" | "digest";
  signingKey?: SigningKey;
  /** Exactly these names are signed, in this order. */
  signedHeaders?: readonly string[];
  /** The target that is signed when it is not the one that is called. */
  signedTarget?: string;
  withoutAuthorization?: boolean;
  withoutDigest?: boolean;
};

type Unsigned = { method: string; url: URL; body: Buffer | null };

/** The headers of one call, signed for `nowMs`: Host, Date, Authorization and, with a body, Digest and Content-Type. */
export function signedHeadersFor(
  request: Unsigned,
  signing: { signingKey: SigningKey; nowMs: number; variation: SigningVariation },
): Record<string, string> {
  const { variation } = signing;
  const headers = signRequest({
    method: request.method,
    target: variation.signedTarget ?? `${request.url.pathname}${request.url.search}`,
    host: request.url.host,
    body: bodyToDigest(request.body, variation),
    signingKey: variation.signingKey ?? signing.signingKey,
    nowMs: signing.nowMs + (variation.clockOffsetMs ?? 0),
    ...signingOptions(request, variation),
  });
  if (variation.corrupt === "signature")
    headers["Authorization"] = alterSignature(headers["Authorization"] ?? "");
  if (variation.withoutAuthorization === true) delete headers["Authorization"];
  if (variation.withoutDigest === true) delete headers["Digest"];
  return headers;
}

function signingOptions(request: Unsigned, variation: SigningVariation) {
  const list = variation.signedHeaders ?? (variation.omitHost === true ? withoutHost(request) : undefined);
  return {
    ...(variation.dateSuffix === undefined ? {} : { dateSuffix: variation.dateSuffix }),
    ...(variation.algorithm === undefined ? {} : { algorithm: variation.algorithm }),
    ...(variation.dropFinalQuote === undefined ? {} : { dropFinalQuote: variation.dropFinalQuote }),
    ...(list === undefined ? {} : { signedHeaders: list }),
  };
}

const withoutHost = (request: Unsigned) =>
  request.body === null ? ["(request-target)", "date"] : ["(request-target)", "date", "digest"];

/** A wrong digest that is itself correctly signed: only comparing it with the body can find it. */
function bodyToDigest(body: Buffer | null, variation: SigningVariation): Buffer | null {
  if (body === null || variation.corrupt !== "digest") return body;
  return Buffer.concat([body, Buffer.from(" ")]);
}

function alterSignature(authorization: string): string {
  return authorization.replace(
    /signature="(.)/,
    (_, first: string) => `signature="${first === "A" ? "B" : "A"}`,
  );
}
