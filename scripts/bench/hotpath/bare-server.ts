import { createServer } from "node:http";
import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { seal } from "@/lib/crypto/envelope";
import { newId } from "@/lib/ids";
import { StartCheckRequest } from "@/lib/protocol/requests";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { signResponse } from "@/lib/protocol/signature/sign-response";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";

/*
 * What a user would otherwise write: one node:http server for one provider. It verifies, parses and, when asked to,
 * inserts the check and its encrypted body with one statement, says what is wrong with a body, and signs its answers,
 * exactly as the gateway does. No tenants, no cache, no routes, no evidence, no lifecycle.
 */
const settings = JSON.parse(process.env["BENCH_SETTINGS"] ?? "{}") as {
  port: number;
  secret: string;
  databaseUrl: string;
  tenantId: string;
  providerId: string;
  signingKeyId: string;
};
const sql = postgres(settings.databaseUrl, { max: 20 });
const key = parseSecret(settings.secret);
const dataKey = { id: randomBytes(16), key: randomBytes(32) };

async function insert(request: StartCheckRequest): Promise<string> {
  const now = new Date();
  const id = newId();
  const payloadId = newId();
  const plaintext = Buffer.from(JSON.stringify(request));
  const ciphertext = seal(dataKey, `${settings.tenantId}/payload`, plaintext);
  await sql`
    with tenant as materialized (select set_config('app.tenant_id', ${settings.tenantId}, true)),
    new_check as (
      insert into checks (id, tenant_id, provider_id, maxsight_id, reference, version, signing_key_id, environment,
        check_type, check_template, is_demo, demo_result, state, input_payload_id, engine_due_at, created_at)
      select ${id}::uuid, ${settings.tenantId}::uuid, ${settings.providerId}::uuid, ${request.id}::uuid, ${id}, 1,
        ${settings.signingKeyId}::uuid, 'custom', 'INDIVIDUAL_CUSTOM', 'ONE_TIME_CALLBACK', true, 'ANY', 'accepted',
        ${payloadId}::uuid, ${now}::timestamptz, ${now}::timestamptz
      from tenant on conflict (provider_id, maxsight_id) do nothing returning id),
    body as (
      insert into payloads (id, tenant_id, class, ciphertext, size, created_at)
      select ${payloadId}::uuid, ${settings.tenantId}::uuid, 'input', ${ciphertext}::bytea, ${plaintext.length}::int,
        ${now}::timestamptz from new_check)
    select id from new_check`;
  return id;
}

function refusalOf(issue: { path: PropertyKey[]; message: string } | undefined): string {
  const message = `\`${issue?.path.join(".")}\`: ${issue?.message}`;
  return JSON.stringify({ errors: [{ type: "INTEGRATION", message }], warnings: [] });
}

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    void answer(Buffer.concat(chunks)).then(({ status, body }) => {
      const bytes = Buffer.from(body, "utf8");
      response.writeHead(status, {
        "content-type": "application/json",
        "content-length": bytes.length,
        ...signResponse({ body: bytes, signingKey: key }),
      });
      response.end(bytes);
    });
  });

  async function answer(body: Buffer): Promise<{ status: number; body: string }> {
    const verdict = verifyRequest({
      method: request.method ?? "POST",
      target: request.url ?? "/",
      headers: request.headers,
      body,
      keys: (keyId) => (keyId === key.keyId ? [key] : []),
      nowMs: Date.now(),
      rules: "integration",
    });
    if (!verdict.ok) return { status: 401, body: "{}" };
    const parsed = StartCheckRequest.safeParse(JSON.parse(body.toString("utf8")));
    if (!parsed.success) return { status: 400, body: refusalOf(parsed.error.issues[0]) };
    const reference = await insert(parsed.data);
    return {
      status: 200,
      body: JSON.stringify({ provider_id: settings.providerId, reference, errors: [], warnings: [] }),
    };
  }
}).listen(settings.port, "127.0.0.1", () => process.stdout.write("listening\n"));
