import type { StreamedBody } from "@/lib/egress/http-exchange";
import type { ProtocolError } from "@/lib/protocol/error-type";
import type { ConnectorAuth } from "../auth-definition";
import type { ConnectorImage } from "../connector";
import type { ConnectorRequest, HttpDefinition } from "../definition";
import type { Expressions } from "../expression-engine";
import { authFields } from "./auth-fields";
import type { ExpressionContext } from "./context";
import { type EncodedBody, encodeBody } from "./encode-body";
import { evaluationProblem, integrationError } from "./mapping-problem";
import { renderFields, type Field, type RenderedFields } from "./render-fields";

/** A request to the provider, complete but for its time limits. */
export type BuiltRequest = {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | StreamedBody;
};

/** The request, and what the members of `auth` came to: how it is proven whose it is may need a further step. */
export type Built = { request: BuiltRequest; auth: ReadonlyMap<string, string> };

export type OperationName = "start" | "poll" | "cancel" | "search" | "download";

type Building = {
  definition: HttpDefinition;
  operation: OperationName;
  request: ConnectorRequest;
  context: ExpressionContext;
  engine: Expressions;
  /** Of the check's input, by their tokens. */
  images: ReadonlyMap<string, ConnectorImage>;
};

/** Renders an operation's request. An error of PROTOCOL 9.3 when a template or the body cannot be rendered. */
export async function buildRequest(building: Building): Promise<Built | { error: ProtocolError }> {
  const { definition, request, context, engine } = building;
  const { auth } = definition;
  const at = `/operations/${building.operation}/request`;
  const fields = new Map([...requestFields(definition, request, at), ...authFields(auth)]);
  const rendered = await renderFields({ fields, extra: request.body, context, engine });
  if ("error" in rendered) return rendered;
  const { texts } = rendered;
  const url = buildUrl(definition, texts, at);
  if (typeof url !== "string") return url;
  const encoded = readBody(building, rendered.extra);
  if (encoded !== null && "error" in encoded) return encoded;
  const headers = buildHeaders(auth, texts, { encoded, isMultipart: request.body_type === "multipart" });
  const built = { method: request.method, url, headers };
  return { request: encoded === null ? built : { ...built, body: encoded.body }, auth: texts };
}

function readBody(
  { operation, request, images }: Building,
  extra: RenderedFields["extra"],
): EncodedBody | null | { error: ProtocolError } {
  if (extra === null) return null;
  const at = `/operations/${operation}/request/body`;
  if (!extra.ok) return { error: integrationError(evaluationProblem(at, extra)) };
  const encoded = encodeBody(request.body_type, extra.value, images);
  const message = `gives nothing that can be sent as ${request.body_type}`;
  return encoded ?? { error: integrationError({ at, message }) };
}

function requestFields(
  { base_url }: HttpDefinition,
  request: ConnectorRequest,
  at: string,
): Map<string, Field> {
  const fields = new Map<string, Field>();
  fields.set("base", { at: "/base_url", template: base_url, isEncoded: true, ifEmpty: "fail" });
  fields.set("path", { at: `${at}/path`, template: request.path, isEncoded: true, ifEmpty: "fail" });
  for (const [name, template] of Object.entries(request.query)) {
    fields.set(`query ${name}`, { at: `${at}/query/${name}`, template, isEncoded: false, ifEmpty: "omit" });
  }
  for (const [name, template] of Object.entries(request.headers)) {
    fields.set(`header ${name}`, {
      at: `${at}/headers/${name}`,
      template,
      isEncoded: false,
      ifEmpty: "omit",
    });
  }
  return fields;
}

function buildUrl(
  { auth }: HttpDefinition,
  texts: ReadonlyMap<string, string>,
  at: string,
): string | { error: ProtocolError } {
  const path = texts.get("path") ?? "";
  // A data value of ".." would climb out of the path when the URL is normalised.
  if (path.split("/").some((segment) => segment === "." || segment === "..")) {
    return { error: integrationError({ at: `${at}/path`, message: "a segment of the path is . or .." }) };
  }
  const base = (texts.get("base") ?? "").replace(/\/+$/, "");
  if (!URL.canParse(base + path)) {
    return { error: integrationError({ at: "/base_url", message: "does not give a valid URL" }) };
  }
  const url = new URL(base + path);
  for (const [key, text] of texts) {
    if (key.startsWith("query ")) url.searchParams.append(key.slice("query ".length), text);
  }
  if (auth.type === "query") url.searchParams.append(auth.name, texts.get("auth value") ?? "");
  return url.href;
}

function buildHeaders(
  auth: ConnectorAuth,
  texts: ReadonlyMap<string, string>,
  { encoded, isMultipart }: { encoded: EncodedBody | null; isMultipart: boolean },
): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json", "user-agent": "Gatehouse" };
  if (encoded !== null) headers["content-type"] = encoded.contentType;
  for (const [key, text] of texts) {
    if (key.startsWith("header ")) headers[key.slice("header ".length).toLowerCase()] = text;
  }
  // Only we know the boundary.
  if (encoded !== null && isMultipart) headers["content-type"] = encoded.contentType;
  const value = (member: string) => texts.get(`auth ${member}`) ?? "";
  if (auth.type === "bearer") headers["authorization"] = `Bearer ${value("token")}`;
  if (auth.type === "basic")
    headers["authorization"] = basicCredentials(value("username"), value("password"));
  if (auth.type === "header") headers[auth.name.toLowerCase()] = value("value");
  return headers;
}

/** The value of an Authorization header of RFC 7617. */
export function basicCredentials(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
