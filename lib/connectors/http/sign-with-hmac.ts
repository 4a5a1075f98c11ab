import { createHash, createHmac, randomUUID } from "node:crypto";
import { formatHttpDate } from "@/lib/protocol/signature/http-date";
import type { AuthOf } from "../auth-definition";
import type { Authorized, Authorizing, Unauthorized } from "./authorization";
import type { BuiltRequest } from "./build-request";
import { integrationError } from "./mapping-problem";
import type { HttpConnectorParts } from "./connector-parts";
import { renderFields, type Field } from "./render-fields";

/** Signs a request as `auth: { type: hmac }` says, with the time of now. */
export async function signWithHmac(
  { expressions: engine }: HttpConnectorParts,
  auth: AuthOf<"hmac">,
  { built, context }: Authorizing,
): Promise<Authorized | Unauthorized> {
  const { request } = built;
  const key = Buffer.from(built.auth.get("auth key") ?? "", auth.key_encoding);
  if (key.length === 0) return refuse("/auth/key", `is not ${auth.key_encoding}`);
  const seen = { ...context, request: await describeRequest(request, Date.now()) };
  const payload = await renderFields({
    fields: new Map([["payload", field("/auth/payload", auth.payload)]]),
    context: seen,
    engine,
  });
  if ("error" in payload) return { ...payload, recorded: [], transient: null };
  const signature = createHmac(auth.algorithm, key)
    .update(payload.texts.get("payload") ?? "")
    .digest(auth.encoding);
  const rendered = await renderFields({
    fields: new Map(
      Object.entries(auth.headers).map(([name, template]) => [
        name.toLowerCase(),
        field(`/auth/headers/${name}`, template),
      ]),
    ),
    context: { ...seen, signature },
    engine,
  });
  if ("error" in rendered) return { ...rendered, recorded: [], transient: null };
  const headers = { ...request.headers, ...Object.fromEntries(rendered.texts) };
  return { request: { ...request, headers }, secrets: [], recorded: [], renew: null };
}

function field(at: string, template: string): Field {
  return { at, template, isEncoded: false, ifEmpty: "fail" };
}

function refuse(at: string, message: string): Unauthorized {
  return { error: integrationError({ at, message }), recorded: [], transient: null };
}

/** What there is to sign. A body that is streamed is too large to be given as text; its hash is. */
async function describeRequest({ method, url, body }: BuiltRequest, nowMs: number) {
  const { host, pathname, search } = new URL(url);
  const hash = await hashOf(body ?? "");
  return {
    method,
    url,
    host,
    path: `${pathname}${search}`,
    body: typeof body === "object" ? null : (body ?? ""),
    body_sha256: hash.toString("hex"),
    body_digest: hash.toString("base64"),
    timestamp: String(Math.floor(nowMs / 1000)),
    timestamp_ms: String(nowMs),
    date: formatHttpDate(nowMs),
    nonce: randomUUID(),
  };
}

async function hashOf(body: NonNullable<BuiltRequest["body"]>): Promise<Buffer> {
  const hash = createHash("sha256");
  if (typeof body === "string") return hash.update(body).digest();
  for await (const chunk of body.open()) hash.update(chunk);
  return hash.digest();
}
