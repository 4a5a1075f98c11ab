import { beforeAll, describe, expect, it } from "vitest";
import { breakers, inboundIgnoreRules, jobItems, jobs, validationRuns } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { newId } from "@/lib/ids";
import { createApiKey } from "@/lib/services/api-keys";
import type { ServiceContext } from "@/lib/services/context";
import { putSecret } from "@/lib/services/providers";
import { listSigningKeys } from "@/lib/services/signing-keys";
import {
  insertSampleCheck,
  insertSampleEvent,
  insertSampleNotification,
} from "@/lib/services/testing/sample-check";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { apiFixture, type Client } from "../testing/api-fixture";
import { BODIES } from "../testing/route-bodies";

const api = apiFixture();

/** What a parameter of an address stands for, by the address up to it; an address that is missing here fails the test. */
type Samples = Record<string, string>;

async function furnish(ctx: ServiceContext): Promise<Samples> {
  const provider = await createSampleProvider(ctx, {
    connector: { ...ACME, secrets: ["webhook_secret"] },
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
  });
  await putSecret(ctx, { slug: provider.slug, name: "webhook_secret", value: "s3cret" });
  const [key] = await listSigningKeys(ctx, provider.slug).then(({ items }) => items);
  const check = await insertSampleCheck(ctx, provider, { state: "result_ready", result: { kind: "result" } });
  const monitored = await insertSampleCheck(ctx, provider, {
    state: "monitoring",
    checkTemplate: "MONITORED_CALLBACK",
  });
  const notification = await insertSampleNotification(ctx, check);
  const event = await insertSampleEvent(ctx, provider);
  const apiKey = await createApiKey(ctx, { name: "theirs", role: "viewer" });
  const [run, breaker, job, rule] = [newId(), newId(), newId(), newId()];
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const { tenantId } = ctx;
    await tx.insert(validationRuns).values({
      id: run,
      tenantId,
      providerId: provider.providerId,
      version: 1,
      state: "passed",
      actorLabel: "Owner",
    });
    await tx.insert(breakers).values({
      id: breaker,
      tenantId,
      scope: "provider",
      key: provider.providerId,
      state: "open",
    });
    await tx.insert(inboundIgnoreRules).values({
      id: rule,
      tenantId,
      providerId: provider.providerId,
      field: "/body/type",
      equals: "heartbeat",
      reason: "Heartbeats",
      actorLabel: "Owner",
    });
    await tx.insert(jobs).values({
      id: job,
      tenantId,
      kind: "resend",
      state: "running",
      filter: {},
      reason: "Outage",
      actorKind: "user",
      actorLabel: "Owner",
      total: 1,
      ratePerSecond: 20,
    });
    await tx.insert(jobItems).values({ tenantId, jobId: job, position: 0, targetId: notification.id });
  });
  return {
    "/providers/{slug}": provider.slug,
    "/providers/{slug}/keys/{id}": key?.id ?? "",
    "/providers/{slug}/secrets/{name}": "webhook_secret",
    "/providers/{slug}/versions/{n}": "1",
    "/providers/{slug}/validations/{id}": run,
    "/checks/{id}": check.id,
    "/monitored/{id}": monitored.id,
    "/notifications/{id}": notification.id,
    "/inbound/{id}": event.id,
    "/inbound/rules/{id}": rule,
    "/breakers/{id}": breaker,
    "/jobs/{id}": job,
    "/api-keys/{id}": apiKey.id,
  };
}

const ACME = {
  kind: "http",
  base_url: "http://127.0.0.1:9",
  auth: { type: "none" },
  operations: {
    start: {
      request: { method: "POST", path: "/checks" },
      outcome: '{ "kind": "pending", "providerReference": body.id }',
    },
    webhook: {
      verify: { type: "header", header: "x-acme", secret: "webhook_secret" },
      provider_reference: "body.check_id",
      outcome: '{ "kind": "result", "result": { "decision": "PASS", "summary": "ok" } }',
    },
  },
};

/** Names of causes, not things of a tenant: the same for everybody. */
const SHARED = new Set(["/attention/{cause}"]);

type Operation = { method: string; pattern: string };
let operations: Operation[] = [];
let samples: Samples;
let owner: Client;
let stranger: { ctx: ServiceContext; call: Client };

beforeAll(async () => {
  const { body } = await api.anonymous("/api/v1/openapi.json");
  operations = Object.entries(body.paths as Record<string, object>).flatMap(([pattern, methods]) =>
    Object.keys(methods).flatMap((method) =>
      /^(get|post|put|patch|delete)$/.test(method) ? [{ method: method.toUpperCase(), pattern }] : [],
    ),
  );
  const ownerClient = await api.newClient("tenant_admin");
  owner = ownerClient.call;
  samples = await furnish(ownerClient.ctx);
  stranger = await api.newClient("tenant_admin");
});

/** The address with the owner's ids in it. */
function addressOf(pattern: string): string {
  const parts = pattern.split("/");
  return `/api/v1${parts
    .map((part, index) => {
      if (!part.startsWith("{")) return part;
      const upTo = parts.slice(0, index + 1).join("/");
      const sample = samples[upTo];
      if (sample === undefined) throw new Error(`Say in furnish() what ${upTo} is, or that it is shared.`);
      return sample;
    })
    .join("/")}`;
}

const withParameters = () =>
  operations.filter(({ pattern }) => pattern.includes("{") && !SHARED.has(pattern));

function bodyFor({ method, pattern }: Operation): { method: string; body?: unknown } {
  if (method === "GET" || method === "DELETE") return { method };
  return { method, body: BODIES[`${method} ${pattern}`] ?? {} };
}

async function readAll(client: Client): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  for (const { method, pattern } of withParameters()) {
    if (method !== "GET" || pattern.includes("remap")) continue;
    const answer = await client(addressOf(pattern));
    expect({ pattern, status: answer.status }).toEqual({ pattern, status: 200 });
    seen[pattern] = answer.body;
  }
  return seen;
}

describe("with the key of another tenant", () => {
  it("nothing of a tenant is found or changed, at any address of the OpenAPI document", async () => {
    const before = await readAll(owner);
    const answers: Record<string, number> = {};
    for (const operation of withParameters()) {
      const name = `${operation.method} ${operation.pattern}`;
      const answer = await stranger.call(addressOf(operation.pattern), bodyFor(operation));
      answers[name] = answer.status;
      expect(JSON.stringify(answer.body)).not.toMatch(/given_names|s3cret/);
    }
    const notFound = Object.fromEntries(Object.keys(answers).map((name) => [name, 404]));
    expect(answers).toEqual(notFound);
    expect(Object.keys(answers).length).toBeGreaterThan(30);
    expect(await readAll(owner)).toEqual(before);
  });

  it("no list shows anything of a tenant, whatever it is filtered by", async () => {
    const {
      "/providers/{slug}/secrets/{name}": _secret,
      "/providers/{slug}/versions/{n}": _n,
      ...named
    } = samples;
    const ids = Object.values(named);
    const lists = operations.filter(({ method, pattern }) => method === "GET" && !pattern.includes("{"));
    for (const { pattern } of lists) {
      const text = JSON.stringify((await stranger.call(`/api/v1${pattern}`)).body);
      expect({ pattern, found: ids.filter((id) => text.includes(id)) }).toEqual({ pattern, found: [] });
    }
    const slug = samples["/providers/{slug}"] ?? "";
    for (const list of ["/checks", "/notifications", "/inbound", "/monitored"]) {
      const answer = await stranger.call(`/api/v1${list}?provider=${slug}`);
      expect({ list, data: answer.body.data ?? [] }).toEqual({ list, data: [] });
    }
  });

  it("a webhook of one's own cannot be attached to a check of a tenant, nor its things be acted on in bulk", async () => {
    const provider = await createSampleProvider(stranger.ctx, {
      connector: { ...ACME, secrets: ["webhook_secret"] },
      config: { check_template: { type: "ONE_TIME_CALLBACK" } },
    });
    const event = await insertSampleEvent(stranger.ctx, provider);
    const attached = await stranger.call(`/api/v1/inbound/${event.id}/attach`, {
      body: { check_id: samples["/checks/{id}"] },
    });
    expect(attached.status).toBe(404);
    const preview = await stranger.call("/api/v1/notifications/resend/preview", {
      body: { filter: { provider: samples["/providers/{slug}"] } },
    });
    expect(JSON.stringify(preview.body)).not.toContain(samples["/notifications/{id}"]);
  });
});
