import { parseSecret } from "@/lib/protocol/signature/secret";
import type { SignatureExplanation } from "@/lib/protocol/signature/signature-verdict";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";
import { UsageError, type Command, type CommandInput } from "../command";
import { printJson, printLine } from "../print";
import { parseHeaders, parseRawRequest, pathOf, type RawRequest } from "../raw-request";
import { readText } from "../read-file";
import { bodyOf, timeFlag } from "./sign";

export const VERIFY: Command = {
  name: "verify",
  summary: "Say whether a request is signed rightly, and if not, what is wrong",
  args: ["[url-or-path]"],
  flags: {
    secret: { value: "base64", help: "a shared secret to try", required: true, multiple: true },
    request: { value: "file", help: "the whole request as pasted from a log; - reads standard input" },
    method: { value: "method", help: "default POST with a body, else GET" },
    header: { value: "name: value", short: "H", help: "a header of the request", multiple: true },
    body: { value: "file", help: "the body, byte for byte" },
    data: { value: "text", help: "the body as text" },
    at: { value: "time", help: "when it arrived (ISO 8601; default now)" },
    rules: {
      value: "integration|maxsight",
      help: "whose rules: ours (default), or Maxsight's stricter ones for callbacks",
    },
  },
  notes: "Exit code: 0 signed rightly, 1 not.",
  examples: [
    'verify --secret "$SECRET" --request pasted.txt --at 2026-05-01T10:00:02Z',
    `verify /p/acme/config --secret "$SECRET" -H 'Host: gateway.example' -H 'Date: …' -H 'Authorization: Signature …'`,
  ],
  run: async (input) => {
    const request = requestOf(input);
    const keys = input.texts("secret").map((secret) => parseSecret(secret));
    const rules = input.text("rules") ?? "integration";
    if (rules !== "integration" && rules !== "maxsight")
      throw new UsageError("--rules is integration or maxsight.");
    const verdict = verifyRequest({
      ...request,
      keys: (keyId) => keys.filter((key) => key.keyId === keyId),
      nowMs: timeFlag(input, "at"),
      rules,
    });
    if (input.json)
      printJson(
        verdict.ok
          ? { ok: true, key_id: verdict.keyId }
          : { ok: false, reason: verdict.reason, ...snake(verdict.explanation) },
      );
    else if (verdict.ok) printLine(`Signed rightly with key ${verdict.keyId}.`);
    else printExplanation(verdict.reason, verdict.explanation);
    return verdict.ok ? 0 : 1;
  },
};

function requestOf(input: CommandInput): RawRequest {
  const file = input.text("request");
  if (file !== undefined) return parseRawRequest(readText(file));
  const [target] = input.args;
  if (target === undefined)
    throw new UsageError("verify needs a URL or path, or --request <file>. See: gatehouse verify --help");
  const body = bodyOf(input) ?? Buffer.alloc(0);
  const headers = parseHeaders(input.texts("header"));
  if (headers["host"] === undefined && URL.canParse(target)) headers["host"] = [new URL(target).host];
  return {
    method: input.text("method") ?? (body.length > 0 ? "POST" : "GET"),
    target: pathOf(target),
    headers,
    body,
  };
}

function printExplanation(reason: string, explanation: SignatureExplanation): void {
  printLine(`Not signed rightly (${reason}): ${explanation.summary}\n`);
  for (const [name, value] of explanationRows(explanation)) printLine(`${name.padEnd(17)}${value}`);
  printLine(`\nCanonical string:\n${explanation.canonicalString ?? "(cannot be built)"}`);
}

function explanationRows(explanation: SignatureExplanation): Array<[string, string]> {
  const { keyId, isKeyKnown, coveredHeaders, missingHeaders, skewSeconds } = explanation;
  return [
    ["key id", `${keyId ?? "none"}${isKeyKnown === false ? " (not one of the given secrets)" : ""}`],
    ["algorithm", explanation.algorithm ?? "not named"],
    ["covered headers", coveredHeaders.join(" ")],
    ["missing headers", missingHeaders.join(" ")],
    ...digestRows(explanation.digest),
    ["clock skew", skewSeconds === null ? "unknown" : `${skewSeconds} s (allowed: 30)`],
    ["signature", describeFit(explanation.isSignatureRight)],
    ["signed target", explanation.signedTarget ?? "as received, as far as known"],
    ["signed host", explanation.signedHost ?? "as received, as far as known"],
  ];
}

function digestRows(digest: SignatureExplanation["digest"]): Array<[string, string]> {
  if (digest === null) return [["digest", "no body, none received"]];
  return [
    ["digest expected", digest.expected],
    ["digest received", digest.received ?? "none"],
  ];
}

function describeFit(isSignatureRight: boolean | null): string {
  if (isSignatureRight === null) return "cannot be computed";
  return isSignatureRight ? "fits the headers" : "does not fit the headers";
}

const snake = (explanation: SignatureExplanation): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(explanation).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
