import { readFileSync } from "node:fs";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";
import { buildSigningString } from "@/lib/protocol/signature/signing-string";
import { UsageError, type Command, type CommandInput } from "../command";
import { printJson, printLine } from "../print";

export const SIGN: Command = {
  name: "sign",
  summary: "Sign a request as Maxsight does and show the headers and the signed text",
  args: ["<url>"],
  flags: {
    secret: { value: "base64", help: "the shared secret", required: true },
    method: { value: "method", help: "default GET, or POST with a body" },
    body: { value: "file", help: "the body, byte for byte" },
    data: { value: "text", help: "the body as text" },
    at: { value: "time", help: "sign for this time (ISO 8601; default now)" },
    "date-suffix": { value: "suffix", help: "default GMT" },
    algorithm: { value: "name", help: "default hs2019" },
    curl: { help: "print a curl command instead" },
  },
  examples: [
    'sign http://127.0.0.1:4400/p/acme-identity/config --secret "$SECRET"',
    'sign http://127.0.0.1:4400/p/acme-identity/checks --secret "$SECRET" --body request.json --curl',
  ],
  run: async (input) => {
    const url = urlOf(input);
    const body = bodyOf(input);
    const method = input.text("method")?.toUpperCase() ?? (body === null ? "GET" : "POST");
    const target = `${url.pathname}${url.search}`;
    const headers = signRequest({
      method,
      target,
      host: url.host,
      body,
      signingKey: parseSecret(input.text("secret") ?? ""),
      nowMs: timeFlag(input, "at"),
      ...(input.text("date-suffix") === undefined ? {} : { dateSuffix: String(input.text("date-suffix")) }),
      ...(input.text("algorithm") === undefined ? {} : { algorithm: String(input.text("algorithm")) }),
    });
    const signedText = signedTextOf({ method, target, headers });
    if (input.json) printJson({ method, url: url.href, headers, canonical_string: signedText });
    else if (input.on("curl")) printLine(curlOf({ method, url, headers, body }));
    else {
      printLine(`${method} ${url.href}`);
      for (const [name, value] of Object.entries(headers)) printLine(`${name}: ${value}`);
      printLine(`\nSigned text:\n${signedText}`);
    }
    return 0;
  },
};

/** The time a flag names, in milliseconds since 1970; now when it is absent. */
export function timeFlag(input: CommandInput, flag: string): number {
  const text = input.text(flag);
  const time = text === undefined ? Date.now() : Date.parse(text);
  if (Number.isNaN(time))
    throw new UsageError(`--${flag} takes a time such as 2026-05-01T10:00:00Z, not "${text}".`);
  return time;
}

/** The body from --body or --data, byte for byte; null without either. */
export function bodyOf(input: CommandInput): Buffer | null {
  const [file, data] = [input.text("body"), input.text("data")];
  if (file !== undefined && data !== undefined) throw new UsageError("Give --body or --data, not both.");
  if (file !== undefined) return readFileSync(file === "-" ? 0 : file);
  return data === undefined ? null : Buffer.from(data);
}

function urlOf(input: CommandInput): URL {
  const text = input.args[0] ?? "";
  if (!URL.canParse(text)) throw new UsageError(`"${text}" is not a URL.`);
  return new URL(text);
}

function signedTextOf(request: { method: string; target: string; headers: Record<string, string> }): string {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const list = /headers="([^"]*)/.exec(headers["authorization"] ?? "")?.[1]?.split(" ") ?? [];
  const signing = buildSigningString(list, { method: request.method, target: request.target, headers });
  return "text" in signing ? signing.text : "";
}

function curlOf(request: {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: Buffer | null;
}): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    name === "Host" ? [] : [`-H ${quote(`${name}: ${value}`)}`],
  );
  const data = request.body === null ? [] : [`--data-binary ${quote(request.body.toString("utf8"))}`];
  return ["curl -sS", `-X ${request.method}`, ...headers, ...data, quote(request.url.href)].join(" ");
}
