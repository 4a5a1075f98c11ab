/** The parameters of `Authorization: Signature …` (PROTOCOL 2.2). Names are lower-case, values without quotes. */
export type SignatureParameters = {
  keyId: string;
  signature: string;
  algorithm: string | null;
  /** Lower-case names in the order they were signed; null when the parameter is absent. */
  signedHeaders: string[] | null;
  created: string | null;
  expires: string | null;
};

export type AuthorizationProblem = "unsupported_scheme" | "malformed_authorization";

const SCHEME = "signature";

/** Visible ASCII, blanks and tabs; PROTOCOL 2.7 rule 1 refuses the rest. */
const ASCII = /^[\t\x20-\x7e]*$/;

/**
 * Reads the header per PROTOCOL 2.7 rules 1, 2 and 4: any order, blanks after commas, and the last value may lack its
 * final quote (2.2). Returns why it cannot be used instead of throwing.
 */
export function parseAuthorization(header: string): SignatureParameters | AuthorizationProblem {
  if (!ASCII.test(header)) return "malformed_authorization";
  const text = header.trim();
  const schemeEnd = text.search(/[ \t]/);
  const scheme = schemeEnd === -1 ? text : text.slice(0, schemeEnd);
  if (scheme.toLowerCase() !== SCHEME) return "unsupported_scheme";
  return schemeEnd === -1 ? "malformed_authorization" : parseSignatureParameters(text.slice(schemeEnd));
}

/** The same for the bare parameter list of a `Signature` response header (PROTOCOL 2.10). */
export function parseSignatureParameters(text: string): SignatureParameters | "malformed_authorization" {
  const values = new Map<string, string>();
  const parts = splitOutsideQuotes(text);
  for (const [index, part] of parts.entries()) {
    const parameter = parseParameter(part, index === parts.length - 1);
    if (parameter === null || values.has(parameter.name)) return "malformed_authorization";
    values.set(parameter.name, parameter.value);
  }
  const keyId = values.get("keyid");
  const signature = values.get("signature");
  if (keyId === undefined || signature === undefined) return "malformed_authorization";
  return {
    keyId,
    signature,
    algorithm: values.get("algorithm") ?? null,
    signedHeaders: values.get("headers")?.toLowerCase().split(" ").filter(Boolean) ?? null,
    created: values.get("created") ?? null,
    expires: values.get("expires") ?? null,
  };
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') isQuoted = !isQuoted;
    if (character === "," && !isQuoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function parseParameter(part: string, isLast: boolean): { name: string; value: string } | null {
  const separator = part.indexOf("=");
  if (separator === -1) return null;
  const name = part.slice(0, separator).trim().toLowerCase();
  const value = unquote(part.slice(separator + 1).trim(), isLast);
  return name === "" || value === null || value === "" ? null : { name, value };
}

function unquote(text: string, isLast: boolean): string | null {
  if (!text.startsWith('"')) return text.includes('"') ? null : text;
  const end = text.indexOf('"', 1);
  if (end === text.length - 1) return text.slice(1, end).trim();
  return end === -1 && isLast ? text.slice(1).trim() : null;
}
