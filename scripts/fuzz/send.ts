import { type Agent, request as httpRequest } from "node:http";
import { signExternalLink } from "@/lib/protocol/external-link";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";
import { change } from "./hostile";
import type { Plan } from "./requests";
import type { FuzzProvider } from "./seed";

/** A check that a start answer told of. */
export type KnownCheck = { provider: number; checkId: string; reference: string };

export type Sent = { method: string; target: string; body: Buffer | null; isSigned: boolean };
export type Received = { status: number; contentType: string; text: string } | { error: string };

const OTHER_KEY = parseSecret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
const AUDITEE = "59fcb6e0-0a7f-4d09-ad55-1b331109218d";
const TIMEOUT_MS = 30_000;

/** Makes a plan a request: ids of the known check put in, changes made, target settled. */
export function prepare(
  plan: Plan,
  world: { providers: readonly FuzzProvider[]; known: readonly KnownCheck[]; publicUrl: string },
): Sent & { provider: FuzzProvider } {
  const check = plan.known === null ? undefined : world.known[plan.known % Math.max(1, world.known.length)];
  const provider = world.providers[check?.provider ?? plan.provider] ?? world.providers[0];
  if (provider === undefined) throw new Error("There is no provider to send to.");
  const body = bodyOf(plan, provider, check);
  const target = targetOf(plan, provider, { check, body });
  const signed = plan.kind === "resource" ? linkOf(target, provider, world.publicUrl) : target;
  return { method: plan.method, target: signed, body, isSigned: plan.signing === "good", provider };
}

function bodyOf(plan: Plan, provider: FuzzProvider, check: KnownCheck | undefined): Buffer | null {
  if (plan.body === null) return null;
  if ("bytes" in plan.body) return Buffer.from(plan.body.bytes);
  const json = plan.body.json as Record<string, unknown>;
  const about =
    check === undefined
      ? {}
      : {
          ...("id" in json ? { id: check.checkId } : {}),
          ...("check_id" in json ? { check_id: check.checkId } : {}),
          ...("reference" in json ? { reference: check.reference } : {}),
          ...("references" in json ? { references: [check.reference, "unknown"] } : {}),
          ...("provider_id" in json ? { provider_id: provider.providerId } : {}),
        };
  return Buffer.from(JSON.stringify(change({ ...json, ...about }, plan.body.steps)) ?? "");
}

function targetOf(
  plan: Plan,
  provider: FuzzProvider,
  { check, body }: { check: KnownCheck | undefined; body: Buffer | null },
): string {
  const id = check?.checkId ?? /"id":"([0-9a-f-]{36})"/.exec(body?.toString("latin1") ?? "")?.[1];
  const path = plan.path
    .replace("{id}", id ?? AUDITEE)
    .replace("{check}", check?.reference.replace("DEMO-", "") ?? AUDITEE)
    .replace("{slug}", provider.slug);
  const target = path.startsWith("//") ? path.slice(1) : `/p/${provider.slug}${path}`;
  // What the client refuses to put on the line cannot reach the server this way.
  return target.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent);
}

function linkOf(target: string, provider: FuzzProvider, publicUrl: string): string {
  const [path = "", query = ""] = target.split("?", 2);
  if (query.startsWith("unsigned")) return target;
  const nowMs = query.startsWith("expired") ? 0 : Date.now();
  const signed = signExternalLink({
    url: `${publicUrl}${path}`,
    key: provider.signingKey.key,
    nowMs,
    auditeeId: AUDITEE,
  });
  return `${signed.slice(publicUrl.length)}${query.startsWith("doubled") ? "&version=1" : ""}`;
}

function headersOf(
  plan: Plan,
  sent: Sent & { provider: FuzzProvider },
  host: string,
): Record<string, string | string[]> {
  const { signing } = plan;
  const own = {
    ...plan.headers,
    ...(sent.body === null ? {} : { "content-length": String(sent.body.length) }),
  };
  if (signing === "none") return { host, ...own };
  if (signing === "garbage")
    return { host, ...own, authorization: plan.garbage.replaceAll(/[^\x20-\x7e]/g, "?") };
  const signed = signRequest({
    method: sent.method,
    target: sent.target,
    host,
    body: sent.body ?? Buffer.alloc(0),
    signingKey: signing === "other_key" ? OTHER_KEY : sent.provider.signingKey,
    nowMs: Date.now() - (signing === "old_date" ? 120_000 : 0),
    ...(signing === "utc_date" ? { dateSuffix: "UTC" as const } : {}),
    ...(signing === "no_final_quote" ? { dropFinalQuote: true } : {}),
  });
  const digest =
    signing === "wrong_digest" ? { Digest: "SHA-256=iG0WibodYX4hRA1nFNu4xZ2O4fNnNxQgfXFNJVeQBKE=" } : {};
  const twice = signing === "twice" ? { Authorization: [signed["Authorization"] ?? "", "Signature x"] } : {};
  return { ...signed, ...digest, ...twice, ...own };
}

/** Sends over a kept-alive connection. Never rejects: no answer is an answer to judge. */
export function send(
  plan: Plan,
  sent: Sent & { provider: FuzzProvider },
  { origin, agent }: { origin: URL; agent: Agent },
): Promise<Received> {
  return new Promise((resolve) => {
    const request = httpRequest(
      {
        agent,
        hostname: origin.hostname,
        port: origin.port,
        method: sent.method,
        path: sent.target,
        headers: headersOf(plan, sent, origin.host),
        timeout: TIMEOUT_MS,
      },
      (response) => {
        let text = "";
        response.setEncoding("latin1");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("error", (error) => resolve({ error: error.message }));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers["content-type"] ?? "",
            text,
          }),
        );
      },
    );
    request.on("timeout", () => request.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    request.on("error", (error) => resolve({ error: error.message }));
    request.end(sent.body ?? undefined);
  });
}
