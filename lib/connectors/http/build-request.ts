import type { ProtocolError } from "@/lib/protocol/error-type";
import type { ConnectorAuth, ConnectorRequest, HttpDefinition } from "../definition";
import type { ExpressionEngine } from "../expression-engine";
import type { ExpressionContext } from "./context";
import { evaluationProblem, integrationError } from "./mapping-problem";
import { renderFields, type Field } from "./render-fields";

/** A request to the provider, complete but for its time limits. */
export type BuiltRequest = { method: string; url: string; headers: Record<string, string>; body?: string };

export type OperationName = "start" | "poll" | "cancel" | "search" | "download";

type Building = {
  definition: HttpDefinition;
  operation: OperationName;
  request: ConnectorRequest;
  context: ExpressionContext;
  engine: ExpressionEngine;
};

/** Renders an operation's request. An error of PROTOCOL 9.3 when a template or the body cannot be rendered. */
export async function buildRequest(
  building: Building,
): Promise<{ request: BuiltRequest } | { error: ProtocolError }> {
  const { definition, request, context, engine } = building;
  const at = `/operations/${building.operation}/request`;
  const fields = new Map([...requestFields(definition, request, at), ...authFields(definition.auth)]);
  const rendered = await renderFields({ fields, extra: request.body, context, engine });
  if ("error" in rendered) return rendered;
  const url = buildUrl(definition, rendered.texts, at);
  if (typeof url !== "string") return url;
  const headers = buildHeaders(definition.auth, request, rendered.texts);
  if (rendered.extra === null) return { request: { method: request.method, url, headers } };
  if (!rendered.extra.ok) return { error: integrationError(evaluationProblem(`${at}/body`, rendered.extra)) };
  const body = encodeBody(request.body_type, rendered.extra.value);
  if (body === null) {
    return {
      error: integrationError({
        at: `${at}/body`,
        message: `gives nothing that can be sent as ${request.body_type}`,
      }),
    };
  }
  return { request: { method: request.method, url, headers, body } };
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

function authFields(auth: ConnectorAuth): Map<string, Field> {
  const templates = Object.entries(auth).filter(([member]) => member !== "type" && member !== "name");
  return new Map(
    templates.map(([member, template]) => [
      `auth ${member}`,
      { at: `/auth/${member}`, template, isEncoded: false, ifEmpty: "fail" },
    ]),
  );
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

const CONTENT_TYPES = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  text: "text/plain; charset=utf-8",
} as const;

function buildHeaders(
  auth: ConnectorAuth,
  request: ConnectorRequest,
  texts: ReadonlyMap<string, string>,
): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json", "user-agent": "Gatehouse" };
  if (request.body !== undefined) headers["content-type"] = CONTENT_TYPES[request.body_type];
  for (const [key, text] of texts) {
    if (key.startsWith("header ")) headers[key.slice("header ".length).toLowerCase()] = text;
  }
  const value = (member: string) => texts.get(`auth ${member}`) ?? "";
  if (auth.type === "bearer") headers["authorization"] = `Bearer ${value("token")}`;
  if (auth.type === "basic") {
    headers["authorization"] =
      `Basic ${Buffer.from(`${value("username")}:${value("password")}`).toString("base64")}`;
  }
  if (auth.type === "header") headers[auth.name.toLowerCase()] = value("value");
  return headers;
}

function encodeBody(type: ConnectorRequest["body_type"], value: unknown): string | null {
  if (value === undefined) return null;
  if (type === "json") return JSON.stringify(value);
  if (type === "text") return typeof value === "string" ? value : null;
  return typeof value !== "object" || value === null || Array.isArray(value) ? null : encodeForm(value);
}

function encodeForm(members: object): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) {
      if (item !== null) form.append(name, typeof item === "string" ? item : JSON.stringify(item));
    }
  }
  return form.toString();
}
