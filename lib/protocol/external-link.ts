import { createHmac, timingSafeEqual } from "node:crypto";

const LIFETIME_SECONDS = 5 * 60;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const INTEGER = /^\d{1,15}$/;

export type SignExternalLinkInput = {
  /** Exactly as the integration returned it; parameters go after an existing query and before a fragment (OPEN 58). */
  url: string;
  /** The decoded secret. */
  key: Uint8Array;
  /** UUID of the user or API key that looks at the check. */
  auditeeId: string;
  nowMs: number;
  customData?: string;
};

/** The URL Maxsight sends a user's browser to: good for five minutes (PROTOCOL 3.1). */
export function signExternalLink(input: SignExternalLinkInput): string {
  const hashStart = input.url.indexOf("#");
  const base = hashStart === -1 ? input.url : input.url.slice(0, hashStart);
  const fragment = hashStart === -1 ? "" : input.url.slice(hashStart);
  const validUntil = Math.floor(input.nowMs / 1000) + LIFETIME_SECONDS;
  const parameters = [
    ...(input.customData === undefined ? [] : [`custom_data=${encodeURIComponent(input.customData)}`]),
    "version=1",
    `valid_until=${validUntil}`,
    `auditee_id=${input.auditeeId}`,
  ];
  const signed = `${base}${base.includes("?") ? "&" : "?"}${parameters.join("&")}`;
  const signature = toUrlSafe(linkHmac(input.key, signed).toString("base64"));
  return `${signed}&signature=${encodeURIComponent(signature)}${fragment}`;
}

export type ExternalLinkFailure =
  | "missing_parameter"
  | "duplicate_parameter"
  | "unsupported_version"
  | "invalid_auditee"
  | "invalid_valid_until"
  | "expired"
  | "signature_mismatch";

/** `status` is what to answer: 400 for a URL nobody signed, 404 for one that is no longer or not ours (PROTOCOL 16). */
export type ExternalLinkVerdict =
  | { ok: true; auditeeId: string; customData: string | null; keyIndex: number }
  | { ok: false; status: 400 | 404; reason: ExternalLinkFailure };

const REQUIRED = ["version", "valid_until", "auditee_id", "signature"] as const;

/**
 * Verifies a signed link per PROTOCOL 3.2, in that order, and never throws. `url` is the URL as the browser sees it:
 * rebuild scheme and host from the configured public origin, take path and query from the raw request line.
 */
export function verifyExternalLink(input: {
  url: string;
  keys: readonly Uint8Array[];
  nowMs: number;
}): ExternalLinkVerdict {
  const parameters = readParameters(input.url);
  if (typeof parameters === "string") return refuse(400, parameters);
  if (parameters.version !== "1") return refuse(400, "unsupported_version");
  if (!UUID.test(parameters.auditee_id)) return refuse(400, "invalid_auditee");
  if (!INTEGER.test(parameters.valid_until)) return refuse(404, "invalid_valid_until");
  if (Number(parameters.valid_until) < Math.floor(input.nowMs / 1000)) return refuse(404, "expired");
  const signature = decodeUrlSafe(parameters.signature);
  const keyIndex = signature === null ? -1 : findKeyIndex(input, signature);
  if (keyIndex === -1) return refuse(404, "signature_mismatch");
  return { ok: true, auditeeId: parameters.auditee_id, customData: parameters.custom_data ?? null, keyIndex };
}

type LinkParameters = Record<(typeof REQUIRED)[number], string> & { custom_data?: string };

function readParameters(url: string): LinkParameters | "missing_parameter" | "duplicate_parameter" {
  const queryStart = url.indexOf("?");
  const query = new URLSearchParams(queryStart === -1 ? "" : withoutFragment(url).slice(queryStart + 1));
  const found: Partial<LinkParameters> = {};
  for (const name of REQUIRED) {
    const [value, second] = query.getAll(name);
    if (second !== undefined) return "duplicate_parameter";
    if (value === undefined || value === "") return "missing_parameter";
    found[name] = value;
  }
  const customData = query.get("custom_data");
  const { version, valid_until, auditee_id, signature } = found;
  if (version === undefined || valid_until === undefined) return "missing_parameter";
  if (auditee_id === undefined || signature === undefined) return "missing_parameter";
  return {
    version,
    valid_until,
    auditee_id,
    signature,
    ...(customData === null ? {} : { custom_data: customData }),
  };
}

/** What was signed is the text before `&signature=`, cut and never re-encoded (PROTOCOL 3.2, rule 5). */
function findKeyIndex(
  { url, keys }: { url: string; keys: readonly Uint8Array[] },
  signature: Buffer,
): number {
  const cut = url.indexOf("&signature=");
  if (cut === -1) return -1;
  const signed = url.slice(0, cut);
  return keys.findIndex((key) => timingSafeEqual(linkHmac(key, signed), signature));
}

const linkHmac = (key: Uint8Array, text: string) => createHmac("sha256", key).update(text, "utf8").digest();

const toUrlSafe = (base64: string) => base64.replaceAll("+", "-").replaceAll("/", "_");

const withoutFragment = (url: string) => url.split("#", 1)[0] ?? "";

/** Either alphabet, with or without padding. A `+` that arrived unescaped was read as a blank. */
function decodeUrlSafe(text: string): Buffer | null {
  const standard = text.replaceAll(" ", "+").replaceAll("-", "+").replaceAll("_", "/");
  return /^[A-Za-z0-9+/]{43}=?$/.test(standard) ? Buffer.from(standard, "base64") : null;
}

function refuse(status: 400 | 404, reason: ExternalLinkFailure): ExternalLinkVerdict {
  return { ok: false, status, reason };
}
