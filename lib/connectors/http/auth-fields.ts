import type { ConnectorAuth } from "../auth-definition";
import type { Field } from "./render-fields";

/**
 * The templates of `auth` that are rendered together with the request, by `auth <member>`. Those of a signature see the
 * finished request and come later.
 */
export function authFields(auth: ConnectorAuth): Map<string, Field> {
  const entries = Object.entries(membersOf(auth)).flatMap(([member, template]) => {
    if (template === undefined) return [];
    const ifEmpty: Field["ifEmpty"] = OPTIONAL.has(member) ? "omit" : "fail";
    const field = { at: `/auth/${member}`, template, isEncoded: member === "token_url", ifEmpty };
    return [[`auth ${member}`, field] as const];
  });
  return new Map(entries);
}

const OPTIONAL: ReadonlySet<string> = new Set(["scope", "audience"]);

function membersOf(auth: ConnectorAuth): Record<string, string | undefined> {
  switch (auth.type) {
    case "none":
      return {};
    case "bearer":
      return { token: auth.token };
    case "basic":
      return { username: auth.username, password: auth.password };
    case "header":
    case "query":
      return { value: auth.value };
    case "oauth2_client_credentials": {
      const { token_url, client_id, client_secret, scope, audience } = auth;
      return { token_url, client_id, client_secret, scope, audience };
    }
    case "hmac":
      return { key: auth.key };
  }
}
