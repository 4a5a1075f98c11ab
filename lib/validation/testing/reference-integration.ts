import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { SignatureFailure } from "@/lib/protocol/signature/signature-verdict";
import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";
import { signResponse } from "@/lib/protocol/signature/sign-response";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";
import { referenceAnswer } from "./reference-answers";
import { referenceConfig } from "./reference-config";
import type { ReferenceOptions } from "./reference-options";
import type { Answer, ReferenceCheck } from "./reference-state";

type Json = Record<string, unknown>;

export type ReferenceIntegration = {
  url: string;
  secret: string;
  providerId: string;
  checks: Map<string, ReferenceCheck>;
  /** What happened, in order: `checks`, `ready`, `callback 200`, … */
  log: string[];
  /** Sends one more update of a monitored check. */
  notify: (reference: string) => Promise<void>;
  /** One signed call to Maxsight's side; its status, or null without an answer. */
  send: (path: string, body: Json) => Promise<number | null>;
  /** One signed image download; its status. */
  fetchImage: (path: string) => Promise<number>;
  stop: () => Promise<void>;
};

export const REFERENCE_SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/** A whole, correct integration over real HTTP, which options can break in one place each. */
export async function startReferenceIntegration(
  options: ReferenceOptions = {},
): Promise<ReferenceIntegration> {
  const reference = new Reference(options);
  await reference.listen();
  return reference;
}

class Reference implements ReferenceIntegration {
  readonly secret: string;
  readonly providerId = "0b7c2a52-9c5b-4f8a-8d2e-5a3f1c9e7d10";
  readonly checks = new Map<string, ReferenceCheck>();
  readonly log: string[] = [];
  url = "";
  private readonly options: ReferenceOptions;
  private readonly key: SigningKey;
  private server: Server | null = null;
  private stopped = false;

  constructor(options: ReferenceOptions) {
    this.options = options;
    this.secret = options.secret ?? REFERENCE_SECRET;
    this.key = parseSecret(this.secret);
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    this.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/integration/`;
    this.server = server;
  }

  stop = async (): Promise<void> => {
    this.stopped = true;
    this.server?.closeAllConnections();
    await new Promise<void>((resolve) => this.server?.close(() => resolve()));
  };

  notify = async (reference: string): Promise<void> => {
    await this.callBack({ reference, updateId: randomUUID() });
  };

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const operation = operationOf(request.url ?? "/");
    const answer = this.answer({ request, body, operation });
    this.log.push(operation);
    this.respond(response, answer, operation);
    if (operation === "ready" && answer.status === 200) this.afterReady(request.url ?? "");
    if (operation === "checks" && answer.status === 200 && this.options.callsBackFromStart === true) {
      // The official reference waits as long for its start answer to be read (PROTOCOL 7.3).
      setTimeout(() => this.afterReady(String(parseJson(body)?.["id"])), 100);
    }
  }

  private answer(call: { request: IncomingMessage; body: Buffer; operation: string }): Answer {
    const { request, body, operation } = call;
    const alter = (answer: Answer, json: Json = {}, check: ReferenceCheck | null = null) =>
      this.options.alter?.(operation, answer, { request: json, check }) ?? answer;
    if (operation === "metadata") return alter(this.metadata(request));
    const failure = this.verify(request, body);
    if (failure !== null && this.options.forgive?.(failure, operation) !== true) {
      const status = this.options.refusalStatus ?? 401;
      return { status, json: { errors: [{ type: "INTEGRATION", message: "Unauthorized" }], warnings: [] } };
    }
    if (operation === "config") return alter({ status: 200, json: referenceConfig(this.options) });
    const json = parseJson(body);
    if (json === null)
      return alter({ status: 400, json: { errors: [{ type: "INTEGRATION", message: "Not JSON" }] } });
    const check = this.findCheck(operation, json);
    const { providerId, options } = this;
    return alter(referenceAnswer({ operation, request: json, check, providerId, options }), json, check);
  }

  private metadata(request: IncomingMessage): Answer {
    if (this.options.refusesGarbageOnMetadata === true && request.headers.authorization !== undefined) {
      return { status: 401, json: { errors: [] } };
    }
    return { status: 200, json: { protocol_version: 1, provider_name: "Reference Integration" } };
  }

  private verify(request: IncomingMessage, body: Buffer): SignatureFailure | null {
    const { refusesAlgorithm, verifiesAnyTarget } = this.options;
    const { authorization } = request.headers;
    if (refusesAlgorithm !== undefined && authorization?.includes(`algorithm="${refusesAlgorithm}"`)) {
      return "unsupported_algorithm";
    }
    if (this.options.requiresHost === true && !/headers="[^"]*\bhost\b/.test(authorization ?? ""))
      return "signed_header_missing";
    const failure = this.verifyFor(request.url ?? "/", request, body);
    return failure !== null && verifiesAnyTarget === true
      ? this.verifyFor("/elsewhere", request, body)
      : failure;
  }

  private verifyFor(target: string, request: IncomingMessage, body: Buffer): SignatureFailure | null {
    const verdict = verifyRequest({
      method: request.method ?? "GET",
      target,
      headers: request.headers,
      body,
      keys: (keyId) => (keyId === this.key.keyId ? [this.key] : []),
      nowMs: Date.now(),
      rules: "integration",
    });
    return verdict.ok ? null : verdict.reason;
  }

  private findCheck(operation: string, json: Json): ReferenceCheck | null {
    const known = [...this.checks.values()].find(
      (check) => check.id === (json["id"] ?? json["check_id"]) || check.reference === json["reference"],
    );
    if (operation !== "checks" || known !== undefined || typeof json["id"] !== "string") return known ?? null;
    const check: ReferenceCheck = {
      id: json["id"],
      reference: `ref-${randomUUID()}`,
      demoResult: typeof json["demo_result"] === "string" ? json["demo_result"] : null,
      checkInput: asObject(json["check_input"]),
      relationship: String(json["commercial_relationship"]),
      polls: 0,
      readyCount: 0,
      cancelled: false,
    };
    this.checks.set(check.reference, check);
    return check;
  }

  private afterReady(target: string): void {
    const check = [...this.checks.values()].find(({ id }) => target.includes(id));
    if (check === undefined || check.readyCount > 1) return;
    const updateId = this.options.template === "MONITORED_CALLBACK" ? `first-${check.reference}` : null;
    void this.callBack({ reference: check.reference, updateId });
  }

  private async callBack({
    reference,
    updateId,
  }: {
    reference: string;
    updateId: string | null;
  }): Promise<void> {
    const body = {
      provider_id: this.providerId,
      reference,
      ...(updateId === null ? {} : { update_id: updateId }),
    };
    const path = updateId === null ? "/integrations/v1/callbacks" : "/integrations/v1/monitored_notify";
    const callback =
      this.options.alterCallback === undefined ? { path, body } : this.options.alterCallback({ path, body });
    if (callback === null || this.options.maxsightUrl === undefined) return;
    for (let attempt = 0; attempt < 6 && !this.stopped; attempt += 1) {
      const status = await this.send(callback.path, callback.body);
      this.log.push(`callback ${status ?? "failed"}`);
      if (status !== null && status < 300) return;
      await new Promise((resolve) => setTimeout(resolve, (this.options.retryMs ?? 20) * 2 ** attempt));
    }
  }

  send = async (path: string, json: Json): Promise<number | null> => {
    const url = new URL(`${this.options.maxsightUrl?.() ?? ""}${path}`);
    const body = Buffer.from(JSON.stringify(json));
    const signingKey = this.options.callbackKey ?? this.key;
    const { Host: _host, ...headers } = signRequest({
      method: "POST",
      target: url.pathname,
      host: url.host,
      body,
      signingKey,
      nowMs: Date.now(),
      ...(this.options.callbackDateSuffix === undefined
        ? {}
        : { dateSuffix: this.options.callbackDateSuffix }),
    });
    try {
      const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(300) });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  };

  fetchImage = async (path: string): Promise<number> => {
    const url = new URL(`${this.options.maxsightUrl?.() ?? ""}${path}`);
    const request = { method: "GET", target: url.pathname, host: url.host, body: null };
    const { Host: _host, ...headers } = signRequest({ ...request, signingKey: this.key, nowMs: Date.now() });
    const response = await fetch(url, { headers });
    await response.arrayBuffer();
    return response.status;
  };

  private respond(response: ServerResponse, answer: Answer, operation: string): void {
    const body = answer.bytes ?? Buffer.from(answer.text ?? JSON.stringify(answer.json ?? {}));
    const signature =
      this.options.signsResponses === true && operation !== "metadata"
        ? signResponse({ body, signingKey: this.key })
        : {};
    response.writeHead(answer.status, {
      "Content-Type": answer.contentType ?? "application/json",
      ...signature,
    });
    response.end(body);
  }
}

function operationOf(target: string): string {
  const path = target.replace(/^\/integration\/?/, "");
  if (path === "") return "metadata";
  const checkOperation = /^checks\/[^/]+\/(poll|ready|complete|get_result)$/.exec(path)?.[1];
  if (checkOperation !== undefined) return checkOperation;
  return ["config", "checks", "cancel_checks", "download_file", "search"].includes(path) ? path : "unknown";
}

function parseJson(body: Buffer): Json | null {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const asObject = (value: unknown): Json => (typeof value === "object" && value !== null ? { ...value } : {});
