import { setMaxListeners } from "node:events";
import { InvalidInputError } from "@/lib/errors";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import { verifyResponse } from "@/lib/protocol/signature/sign-response";
import { parseObject } from "./arrival";
import { httpCall, type HttpCall, type HttpCallInput } from "./http-call";
import { signedHeadersFor, type SigningVariation } from "./signing";

export type IntegrationCall = HttpCall & {
  operation: string;
  /** The answer as a JSON object; null when it is anything else. */
  json: Record<string, unknown> | null;
};

export type CallInput = {
  /** The endpoint's name, for traces: `checks`, `poll`, … */
  operation: string;
  method?: "GET" | "POST";
  /** Relative to the base URL, without a leading slash. */
  path: string;
  body?: Record<string, unknown> | Buffer;
  timeoutMs: number;
  /** `none` sends no Authorization at all; metadata is read this way (PROTOCOL 2.11). */
  signing?: SigningVariation | "none";
  headers?: Record<string, string>;
};

export type IntegrationClientOptions = {
  baseUrl: string;
  signingKey: SigningKey;
  variation?: SigningVariation;
  now?: () => number;
  signal?: AbortSignal | undefined;
  slowBodyMs?: number;
  /** Plain HTTP is for loopback only (PROTOCOL 1.1) unless the caller insists. */
  allowPlainHttp?: boolean;
  /** Makes the calls; by default our own sockets. Whoever takes URLs from strangers brings a guarded one. */
  transport?: Transport | undefined;
};

/** Makes one HTTP call and says what happened; never throws for a failed one. */
export type Transport = (input: HttpCallInput) => Promise<HttpCall>;

/** Calls one integration the way Maxsight does: signed per PROTOCOL 2.2, compact JSON, no redirects. */
export class IntegrationClient {
  readonly baseUrl: URL;
  private readonly options: IntegrationClientOptions;

  /** Throws InvalidInputError for a base URL that is no URL, or plain HTTP outside loopback. */
  constructor(options: IntegrationClientOptions) {
    this.options = options;
    // One signal stops any number of calls and waits at once.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
    this.baseUrl = parseBaseUrl(options.baseUrl, options.allowPlainHttp === true);
  }

  /** One call; a failure is in the answer, never thrown. */
  async call(input: CallInput): Promise<IntegrationCall> {
    const method = input.method ?? "POST";
    const url = new URL(this.baseUrl.href + input.path);
    const body = input.body === undefined ? null : toBytes(input.body);
    const headers = { ...this.sign({ method, url, body }, input.signing), ...input.headers };
    return this.send(input.operation, { method, url, headers, body, timeoutMs: input.timeoutMs });
  }

  /** Sends the bytes and headers of an earlier call once more, date and signature included. */
  async replay(call: IntegrationCall, timeoutMs: number): Promise<IntegrationCall> {
    return this.send(call.operation, {
      method: call.method,
      url: new URL(call.url),
      headers: call.requestHeaders,
      body: call.requestBody,
      timeoutMs,
    });
  }

  /** Opens any address as a browser would, by the same way out as all other calls. */
  async open(url: URL, timeoutMs: number): Promise<IntegrationCall> {
    return this.send("external_link", {
      method: "GET",
      url,
      headers: { Host: url.host },
      body: null,
      timeoutMs,
    });
  }

  /** Why the answer's signature is wrong; null when it is right, or absent as it may be (PROTOCOL 2.10). */
  doubtSignature(call: IntegrationCall): string | null {
    const { signature, digest } = call.responseHeaders;
    if (typeof signature !== "string") return null;
    const verdict = verifyResponse({
      body: call.responseBody,
      digest: typeof digest === "string" ? digest : null,
      signature,
      signingKey: this.options.signingKey,
    });
    return verdict.ok ? null : verdict.reason;
  }

  private async send(
    operation: string,
    request: {
      method: string;
      url: URL;
      headers: Record<string, string>;
      body: Buffer | null;
      timeoutMs: number;
    },
  ): Promise<IntegrationCall> {
    const { signal, slowBodyMs, transport = httpCall } = this.options;
    const call = await transport({ ...request, signal, slowBodyMs: slowBodyMs ?? 0 });
    return { ...call, operation, json: parseObject(call.responseBody) };
  }

  private sign(
    request: { method: string; url: URL; body: Buffer | null },
    signing: SigningVariation | "none" | undefined,
  ): Record<string, string> {
    const json: Record<string, string> = request.body === null ? {} : { "Content-Type": "application/json" };
    if (signing === "none") return { ...json, Host: request.url.host };
    const variation = { ...this.options.variation, ...signing };
    const nowMs = this.options.now?.() ?? Date.now();
    return signedHeadersFor(request, { signingKey: this.options.signingKey, nowMs, variation });
  }
}

const toBytes = (body: Record<string, unknown> | Buffer): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));

function parseBaseUrl(text: string, allowPlainHttp: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new InvalidInputError(`"${text}" is not an http or https URL.`);
  }
  if (url.protocol === "http:" && !allowPlainHttp && !isLoopback(url.hostname)) {
    throw new InvalidInputError(`${text} must be https: plain http is only for this machine (PROTOCOL 1.1).`);
  }
  // Maxsight appends the paths to what was registered; the slash is part of it (PROTOCOL 0.2).
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  url.search = "";
  url.hash = "";
  return url;
}

/** Whether the host name can only mean this machine. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    hostname.startsWith("127.")
  );
}
