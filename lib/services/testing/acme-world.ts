import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN, useHarness } from "@/lib/db/testing/harness";
import type { CheckId } from "@/lib/ids";
import { listAudit } from "../audit";
import { getCheck, startUpstream } from "../checks";
import { contextFor, type ServiceContext } from "../context";
import { updateProvider } from "../providers";
import { insertSampleCheck } from "./sample-check";
import { createSampleProvider, sampleConfig, type SampleProvider } from "./sample-provider";

export const RIGHT = `{ "kind": "result", "result": { "decision": body.verdict = "ok" ? "PASS" : "FAIL", "summary": body.who } }`;
export const WRONG = `{ "kind": "result", "result": { "decision": "MAYBE" } }`;
export const COMPANY = `{ "kind": "result", "output": { "entity_type": "COMPANY", "metadata": {
  "name": body.who, "is_active": body.verdict = "ok", "is_active_details": body.verdict } } }`;
const CALLBACK = { check_template: { type: "ONE_TIME_CALLBACK" } };
/** Only company data and screening may be monitored. */
export const MONITORED = { check_type: "COMPANY_DATA", check_template: { type: "MONITORED_CALLBACK" } };
/** Not ready, so that polling is all its lifecycle has to do. */
export const asCompany = { checkType: "COMPANY_DATA", checkTemplate: "MONITORED_CALLBACK", readyAt: null };
const UNSIGNED = { type: "unsigned", reason: "the provider cannot sign", until: "2030-01-01T00:00:00Z" };

export const request = (path: string) => ({
  method: "POST",
  path,
  headers: { "idempotency-key": "{{ idempotency_key }}" },
});
export const webhook = (outcome: string, reference = "body.check_id") => ({
  webhook: { verify: UNSIGNED, provider_reference: reference, outcome },
});

/** The provider: answers with `json`, and keeps what it was asked. */
function useAcme() {
  const acme = {
    status: 200,
    json: {} as object,
    calls: [] as { path: string; key: unknown }[],
    url: "",
    /** What happens while a call is out. */
    meanwhile: null as (() => Promise<unknown>) | null,
  };
  let server: Server;
  beforeAll(async () => {
    const answer = async (asked: IncomingMessage, response: ServerResponse) => {
      asked.resume();
      acme.calls.push({ path: asked.url ?? "", key: asked.headers["idempotency-key"] });
      await acme.meanwhile?.();
      response.writeHead(acme.status, { "content-type": "application/json" });
      response.end(JSON.stringify(acme.json));
    };
    server = createServer((asked, response) => void answer(asked, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    acme.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() =>
    Object.assign(acme, { status: 200, json: { verdict: "ok", who: "Ada" }, calls: [], meanwhile: null }),
  );
  return acme;
}

/** A fresh tenant for each test, and a provider that it can register, publish anew and really ask. */
export function useAcmeWorld() {
  const harness = useHarness();
  const acme = useAcme();
  const current = {} as { ctx: ServiceContext };
  beforeEach(async () => {
    current.ctx = await harness.newTenant();
  });
  const connector = (outcome: string, more: object = {}, rest: object = {}) => ({
    kind: "http",
    base_url: acme.url,
    operations: { start: { request: request("/checks"), outcome }, ...more },
    ...rest,
  });
  return {
    harness,
    acme,
    connector,
    /** The tenant of the test that runs. */
    tenant: () => current.ctx,
    as: (role: string) => contextFor(harness.runtime, current.ctx.tenantId, { ...TEST_ADMIN, role } as never),
    telling: (outcome: string) => connector(outcome, webhook(outcome), { monitoring: { mode: "webhook" } }),
    newProvider: (definition: object, config: object = CALLBACK) =>
      createSampleProvider(current.ctx, {
        config: config as Record<string, unknown>,
        connector: definition as Record<string, unknown>,
      }),
    publish: (provider: SampleProvider, definition: object, config: object = CALLBACK) =>
      updateProvider(current.ctx, provider.slug, {
        name: "Sample provider",
        config: sampleConfig(config as Record<string, unknown>),
        connector: definition as Record<string, unknown>,
      }),
    started: (provider: SampleProvider, changes: object = {}) => startedCheck(current.ctx, provider, changes),
    auditOf: async (action: string) => (await listAudit(current.ctx, { filter: { action } })).items,
    setRow: (id: CheckId, changes: Partial<typeof checks.$inferInsert>) =>
      asTenant(current.ctx.db, current.ctx.tenantId, (tx) =>
        tx.update(checks).set(changes).where(eq(checks.id, id)),
      ),
  };
}

/** A check that the provider was really asked for. */
async function startedCheck(ctx: ServiceContext, provider: SampleProvider, changes: object) {
  const check = await insertSampleCheck(ctx, provider, {
    state: "accepted",
    startedAt: null,
    readyAt: ctx.now(),
    startAnswered: "plain",
    ...changes,
  });
  await startUpstream(ctx, { checkId: check.id });
  return getCheck(ctx, { id: check.id });
}
