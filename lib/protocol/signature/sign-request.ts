import { AppError } from "@/lib/errors";
import { digestOf } from "./digest";
import { formatHttpDate } from "./http-date";
import type { SigningKey } from "./secret";
import { buildSigningString, hmacOf } from "./signing-string";

export type SignRequestInput = {
  method: string;
  /** Path and query exactly as they will be sent. */
  target: string;
  /** The `Host` header, with the port when it is not the scheme's own. */
  host: string;
  body: Uint8Array | null;
  signingKey: SigningKey;
  nowMs: number;
  dateSuffix?: string;
  algorithm?: string;
  /** Default: `(request-target) host date`, and `digest` when there is a body. */
  signedHeaders?: readonly string[];
  /** Imitates senders before May 2023 (PROTOCOL 2.2). */
  dropFinalQuote?: boolean;
};

/**
 * The headers of a signed call as Maxsight itself sends them (PROTOCOL 2.2 to 2.5): Host, Date, Authorization and, with
 * a body, Digest and Content-Type. Sign when sending, not when queueing: Date must be within 30 s of arrival.
 */
export function signRequest(input: SignRequestInput): Record<string, string> {
  const { body, signingKey } = input;
  const hasBody = body !== null && body.length > 0;
  const headers: Record<string, string> = {
    Host: input.host,
    Date: formatHttpDate(input.nowMs, input.dateSuffix),
    ...(hasBody ? { Digest: digestOf(body), "Content-Type": "application/json" } : {}),
  };
  const signedHeaders = input.signedHeaders ?? [
    "(request-target)",
    "host",
    "date",
    ...(hasBody ? ["digest"] : []),
  ];
  const values = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const signing = buildSigningString(signedHeaders, {
    method: input.method,
    target: input.target,
    headers: values,
  });
  if ("missing" in signing) {
    throw new AppError("internal", `Cannot sign headers that are not sent: ${signing.missing.join(", ")}.`);
  }
  const signature = hmacOf(signingKey.key, signing.text).toString("base64");
  const list = `headers="${signedHeaders.join(" ")}${input.dropFinalQuote === true ? "" : '"'}`;
  headers["Authorization"] =
    `Signature keyId="${signingKey.keyId}",algorithm="${input.algorithm ?? "hs2019"}",signature="${signature}",${list}`;
  return headers;
}
