import type { oas31 } from "zod-openapi";

/*
 * The readable reference: one page of plain HTML made from the OpenAPI document. Scalar's component is loaded from a
 * public CDN at run time, which an instance without internet cannot do and a page on an operator's origin should not.
 */

const METHODS = ["get", "post", "put", "delete"] as const;

type Operation = oas31.OperationObject;

/** The whole page. Everything from the document is escaped. */
export function renderReference(document: oas31.OpenAPIObject): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );
  const schemas = Object.entries(document.components?.schemas ?? {});
  return page(`
    <header>
      <h1>${escape(document.info.title)}</h1>
      <p>${withCode(document.info.description ?? "")}</p>
      <p>Base address <code>${escape(document.servers?.[0]?.url ?? "")}</code> ·
        <a href="/api/v1/openapi.json">OpenAPI 3.1</a> · <code>Authorization: Bearer gh_…</code></p>
    </header>
    <nav aria-label="Operations"><ul>${operations.map(({ path, method, operation }) => navItem(path, method, operation)).join("")}</ul></nav>
    <main>${operations.map(({ path, method, operation }) => section(path, method, operation)).join("")}
    <h2 id="schemas">Schemas</h2>${schemas.map(([name, schema]) => schemaSection(name, schema)).join("")}</main>`);
}

function navItem(path: string, method: string, operation: Operation): string {
  return `<li><a href="#${escape(operation.operationId ?? "")}"><b class="${method}">${method.toUpperCase()}</b> ${escape(path)}</a></li>`;
}

function section(path: string, method: string, operation: Operation): string {
  const answers = Object.entries(operation.responses ?? {}).map(
    ([status, answer]) =>
      `<tr><td><code>${escape(status)}</code></td><td>${withCode("description" in answer ? (answer.description ?? "") : "")} ${schemaOf(answer)}</td></tr>`,
  );
  return `<section id="${escape(operation.operationId ?? "")}">
    <h2><b class="${method}">${method.toUpperCase()}</b> <code>${escape(path)}</code></h2>
    <p>${withCode(operation.summary ?? "")}. ${withCode(operation.description ?? "")}</p>
    ${parameters(operation)}
    ${operation.requestBody === undefined ? "" : `<h3>Body</h3>${schemaOf(operation.requestBody)}`}
    <h3>Answers</h3><table>${answers.join("")}</table></section>`;
}

function parameters(operation: Operation): string {
  const rows = (operation.parameters ?? []).flatMap((parameter) => {
    if (!("name" in parameter)) return [];
    const { name, in: where, required, description, schema } = parameter;
    const about = description ?? (schema as { description?: string } | undefined)?.description ?? "";
    return [
      `<tr><td><code>${escape(name)}</code></td><td>${escape(where)}${required === true ? ", required" : ""}</td><td>${withCode(about)} ${inline(schema)}</td></tr>`,
    ];
  });
  return rows.length === 0 ? "" : `<h3>Parameters</h3><table>${rows.join("")}</table>`;
}

/** A link to a named schema, or the schema itself. */
function schemaOf(holder: unknown): string {
  const content = (holder as { content?: Record<string, { schema?: unknown }> }).content;
  const schema = Object.values(content ?? {})[0]?.schema;
  if (schema === undefined) return "";
  const name = referenceName(schema);
  return name === null ? details("Schema", schema) : `<a href="#schema-${escape(name)}">${escape(name)}</a>`;
}

function schemaSection(name: string, schema: unknown): string {
  return `<section id="schema-${escape(name)}"><h3>${escape(name)}</h3>${details("JSON Schema", schema)}</section>`;
}

function details(title: string, schema: unknown): string {
  return `<details><summary>${title}</summary><pre tabindex="0">${escape(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function inline(schema: unknown): string {
  if (schema === undefined) return "";
  const { type, format, enum: values } = schema as { type?: string; format?: string; enum?: unknown[] };
  const text = values === undefined ? [type, format].filter(Boolean).join(", ") : values.join(" | ");
  return text === "" ? "" : `<small>${escape(text)}</small>`;
}

function referenceName(schema: unknown): string | null {
  const { $ref: ref } = schema as { $ref?: string };
  return ref?.split("/").at(-1) ?? null;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

function withCode(text: string): string {
  return escape(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

function page(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gatehouse management API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root{color-scheme:light dark;--line:light-dark(#e2e2e6,#2c2d33);--weak:light-dark(#f6f6f8,#1b1c20);--text:light-dark(#1c1d22,#e9e9ee);--mute:light-dark(#5c5e6a,#a2a4b0);--accent:light-dark(#4340c4,#a5a3ff)}
body{margin:0;font:14px/20px system-ui,sans-serif;color:var(--text);background:light-dark(#fff,#131417);display:grid;grid-template-columns:300px minmax(0,860px);gap:0 32px}
header{grid-column:1/-1;padding:24px;border-bottom:1px solid var(--line)}h1{font-size:20px;line-height:28px;margin:0}h2{font-size:15px;margin:0 0 4px}h3{font-size:12px;color:var(--mute);margin:16px 0 4px}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;border-right:1px solid var(--line)}nav ul{list-style:none;margin:0;padding:16px 24px}nav a{display:block;padding:2px 0;text-decoration:none;font-size:12px}
main{padding:24px 24px 80px 0}section{padding:16px 0;border-bottom:1px solid var(--line);scroll-margin-top:8px}a{color:var(--accent)}code,pre,b{font-family:ui-monospace,monospace;font-size:12px}b{display:inline-block;min-width:48px}
table{border-collapse:collapse;width:100%}td{border-top:1px solid var(--line);padding:4px 12px 4px 0;vertical-align:top}small{color:var(--mute)}pre{background:var(--weak);border:1px solid var(--line);border-radius:6px;padding:12px;overflow:auto}
@media(max-width:760px){body{display:block}nav{position:static;border:0;max-height:none}main{padding:24px}}
</style></head><body>${body}</body></html>`;
}
