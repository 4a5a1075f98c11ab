import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { asTenant } from "@/lib/db/tenant";
import { apiFixture, type Client, providerBody } from "../testing/api-fixture";

const api = apiFixture();
afterEach(() => api.setClock(null));

async function newProvider(call: Client): Promise<string> {
  const body = providerBody();
  expect((await call("/api/v1/providers", { body })).status).toBe(201);
  return body.slug;
}

describe("a provider's life over HTTP", () => {
  it("goes live as a draft only with a validated version or a reason", async () => {
    const { call } = await api.newClient("provider_admin");
    const body = { ...providerBody(), status: "draft" };
    const path = `/api/v1/providers/${body.slug}`;
    expect((await call("/api/v1/providers", { body })).body).toMatchObject({ status: "draft" });
    expect((await call(`${path}/resume`, { body: {} })).status).toBe(409);
    expect(await call(`${path}/go-live`, { body: {} })).toMatchObject({
      status: 409,
      body: { detail: "Version 1 has not been validated yet. Run the validation first." },
    });
    expect((await call(`${path}/go-live`, { body: { reason: "no" } })).status).toBe(422);
    expect(await call(`${path}/go-live`, { body: { reason: "Maxsight knows it" } })).toMatchObject({
      status: 200,
      body: { status: "live" },
    });
  });

  it("is registered, read, changed, paused, resumed, restored and retired", async () => {
    const { call } = await api.newClient("provider_admin");
    const body = providerBody();
    const created = await call("/api/v1/providers", { body });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      slug: body.slug,
      status: "live",
      version: 1,
      url: `http://gatehouse.test/p/${body.slug}/`,
      config: body.config,
      connector: body.connector,
      resume_at: null,
    });
    const path = `/api/v1/providers/${body.slug}`;
    expect((await call(path)).body).toEqual(created.body);
    const { slug: _, ...withoutSlug } = body;
    const updated = await call(path, { method: "PUT", body: { ...withoutSlug, name: "Acme Identity 2" } });
    expect(updated).toMatchObject({ status: 200, body: { version: 2, name: "Acme Identity 2" } });
    const paused = await call(`${path}/pause`, { body: { resume_at: "2099-01-01T00:00:00Z" } });
    expect(paused).toMatchObject({
      status: 200,
      body: { status: "paused", resume_at: "2099-01-01T00:00:00.000Z" },
    });
    expect(await call(`${path}/resume`, { body: {} })).toMatchObject({
      status: 200,
      body: { status: "live" },
    });
    const restored = await call(`${path}/versions/1/restore`, { body: {} });
    expect(restored).toMatchObject({ status: 200, body: { version: 3, name: "Acme Identity" } });
    const versions = await call(`${path}/versions?limit=2`);
    expect((versions.body.data as { number: number }[]).map(({ number }) => number)).toEqual([3, 2]);
    const older = await call(`${path}/versions?cursor=${String(versions.body.next_cursor)}`);
    expect((older.body.data as { number: number }[]).map(({ number }) => number)).toEqual([1]);
    expect(await call(path, { method: "DELETE" })).toMatchObject({
      status: 200,
      body: { status: "retired" },
    });
    expect(await call(path, { method: "PUT", body: withoutSlug })).toMatchObject({ status: 409 });
  });

  it("names each wrong member of the definition by JSON pointer", async () => {
    const { call } = await api.newClient("provider_admin");
    const body = providerBody({ name: "Acme", config: { check_type: "IDENTITY_CHECK" } });
    const answer = await call("/api/v1/providers", { body });
    expect(answer.status).toBe(422);
    const errors = answer.body.errors as { path: string }[];
    expect(errors.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/name", "/config/check_template", "/config/pricing", "/config/credentials"]),
    );
  });

  it("stores secrets that nobody can read back", async () => {
    const { call } = await api.newClient("provider_admin");
    const path = `/api/v1/providers/${await newProvider(call)}/secrets`;
    const put = await call(`${path}/webhook_secret`, { method: "PUT", body: { value: "correct horse" } });
    expect(put).toMatchObject({ status: 204 });
    const { body } = await call(path);
    expect(body).toMatchObject({ data: [{ name: "webhook_secret" }], next_cursor: null });
    expect(JSON.stringify(body)).not.toContain("horse");
  });
});

describe("signing keys over HTTP", () => {
  it("show their secret once, rotate and are revoked, but never the last", async () => {
    const { call } = await api.newClient("provider_admin");
    const path = `/api/v1/providers/${await newProvider(call)}/keys`;
    const created = await call(path, {
      body: { environment: "custom", api_base_url: "http://127.0.0.1:9/" },
    });
    expect(created).toMatchObject({
      status: 201,
      body: { environment: "custom", api_base_url: "http://127.0.0.1:9" },
    });
    const secret = String(created.body.secret);
    expect(Buffer.from(secret, "base64")).toHaveLength(32);
    const id = String(created.body.id);
    expect(await call(`${path}/${id}`, { method: "DELETE" })).toMatchObject({ status: 409 });
    const rotated = await call(`${path}/${id}/rotate`, { body: { overlap_hours: 2 } });
    expect(rotated).toMatchObject({ status: 201, body: { state: "active" } });
    const listed = await call(path);
    expect((listed.body.data as { state: string }[]).map(({ state }) => state)).toEqual([
      "active",
      "retiring",
    ]);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    expect(await call(`${path}/${id}`, { method: "DELETE" })).toMatchObject({ status: 204 });
    expect(
      await call(`${path}/${String(rotated.body.id)}/rotate`, { body: { overlap_hours: 200 } }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ path: "/overlap_hours" }] },
    });
  });
});

describe("Idempotency-Key", () => {
  it("gives the first answer again, also one that shows a secret only once", async () => {
    const { call } = await api.newClient("provider_admin");
    const path = `/api/v1/providers/${await newProvider(call)}/keys`;
    const request = { body: { environment: "eu" }, headers: { "idempotency-key": "create-eu-key" } };
    const first = await call(path, request);
    const second = await call(path, request);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect((await call(path)).body.data).toHaveLength(1);
  });

  it("is refused for another body or another address", async () => {
    const { call } = await api.newClient("provider_admin");
    const path = `/api/v1/providers/${await newProvider(call)}/keys`;
    const headers = { "idempotency-key": "once" };
    expect(await call(path, { body: { environment: "eu" }, headers })).toMatchObject({ status: 201 });
    expect(await call(path, { body: { environment: "us" }, headers })).toMatchObject({ status: 409 });
    expect(await call("/api/v1/providers", { body: { environment: "eu" }, headers })).toMatchObject({
      status: 409,
    });
  });

  it("does the work once for requests that come at the same moment", async () => {
    const { call } = await api.newClient("provider_admin");
    const path = `/api/v1/providers/${await newProvider(call)}/keys`;
    const request = { body: { environment: "eu" }, headers: { "idempotency-key": "race" } };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => call(path, request)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await call(path)).body.data).toHaveLength(1);
  });

  it("is free again after a request that failed, and after a day", async () => {
    const { call } = await api.newClient("provider_admin");
    const path = `/api/v1/providers/${await newProvider(call)}/keys`;
    const headers = { "idempotency-key": "corrected" };
    expect(await call(path, { body: { environment: "mars" }, headers })).toMatchObject({ status: 422 });
    expect(await call(path, { body: { environment: "eu" }, headers })).toMatchObject({ status: 201 });
    api.setClock(new Date(Date.now() + 25 * 3_600_000));
    expect(await call(path, { body: { environment: "us" }, headers })).toMatchObject({ status: 201 });
  });

  it("belongs to one API key: another key of the tenant may use the same word", async () => {
    const first = await api.newClient("provider_admin");
    const second = await api.newClient("provider_admin", first.ctx);
    const path = `/api/v1/providers/${await newProvider(first.call)}/keys`;
    const headers = { "idempotency-key": "same-word" };
    expect(await first.call(path, { body: { environment: "eu" }, headers })).toMatchObject({ status: 201 });
    expect(await second.call(path, { body: { environment: "us" }, headers })).toMatchObject({ status: 201 });
  });

  it("keeps no secret in the clear", async () => {
    const { call, ctx } = await api.newClient("provider_admin");
    const path = `/api/v1/providers/${await newProvider(call)}/keys`;
    const { body } = await call(path, {
      body: { environment: "eu" },
      headers: { "idempotency-key": "stored" },
    });
    const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.execute<{ stored: string }>(sql`select encode(response, 'escape') as stored from idempotency_keys`),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.stored).not.toContain(String(body.secret));
  });
});

describe("lists", () => {
  it("page with a cursor until there is no more", async () => {
    const { call } = await api.newClient("provider_admin");
    const slugs: string[] = [];
    for (let made = 0; made < 5; made += 1) slugs.push(await newProvider(call));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? "" : `&cursor=${cursor}`;
      const { body } = await call(`/api/v1/providers?limit=2${query}`);
      seen.push(...(body.data as { slug: string }[]).map(({ slug }) => slug));
      cursor = body.next_cursor as string | null;
    } while (cursor !== null);
    expect(seen).toEqual(slugs.toReversed());
  });

  it.each(["limit=0", "limit=201", "limit=many", "cursor=nonsense", "status=open", "limit=1&limit=2"])(
    "refuse ?%s",
    async (query) => {
      const { call } = await api.newClient("viewer");
      expect(await call(`/api/v1/providers?${query}`)).toMatchObject({ status: 422 });
    },
  );

  it("of checks, notifications and the audit trail are empty for a new tenant and take their filters", async () => {
    const { call } = await api.newClient("operator");
    const empty = { status: 200, body: { data: [], next_cursor: null } };
    const filter = "from=2026-01-01T00:00:00Z&to=2030-01-01T00:00:00Z";
    expect(
      await call(`/api/v1/checks?provider=x&state=accepted&leg=unfetched&demo=true&${filter}`),
    ).toMatchObject(empty);
    expect(await call(`/api/v1/notifications?state=queued&provider=x&${filter}`)).toMatchObject(empty);
    const audit = await call(`/api/v1/audit?action=api_key.*&${filter}`);
    expect(audit.body.data).toMatchObject([
      { action: "api_key.created", actor: { kind: "user" }, target: { kind: "api_key" } },
    ]);
  });
});

describe("values that cannot be stored", () => {
  it.each([
    ["/api/v1/checks?reference=%00", undefined],
    ["/api/v1/checks?from=%2B275760-09-13T00:00:00.000Z", undefined],
    ["/api/v1/audit?target_id=%00", undefined],
    ["/api/v1/providers", providerBody({ connector: { kind: "demo", default_result: "a\u0000b" } })],
    ["/api/v1/providers", providerBody({ connector: { kind: "demo", default_result: "\ud800" } })],
    ["/api/v1/api-keys", { name: "a\u0000b", role: "viewer" }],
  ])("are 422, never 500: %s", async (path, body) => {
    const { call } = await api.newClient("tenant_admin");
    expect(await call(path, body === undefined ? {} : { body })).toMatchObject({ status: 422 });
  });
});

describe("API keys over HTTP", () => {
  it("are made, used, listed without the key, and refused from the moment they are revoked or expire", async () => {
    const admin = await api.newClient("tenant_admin");
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const created = await admin.call("/api/v1/api-keys", {
      body: { name: "ci", role: "viewer", expires_at },
    });
    expect(created).toMatchObject({ status: 201, body: { name: "ci", role: "viewer", expires_at } });
    const secret = String(created.body.api_key);
    const ci = api.clientOf(secret);
    expect(await ci("/api/v1/providers")).toMatchObject({ status: 200 });
    expect(await ci("/api/v1/api-keys")).toMatchObject({ status: 403 });
    const listed = await admin.call("/api/v1/api-keys");
    expect((listed.body.data as { name: string }[]).map(({ name }) => name)).toEqual([
      "ci",
      "test tenant_admin",
    ]);
    expect((listed.body.data as { last_used_at: string | null }[])[0]!.last_used_at).not.toBeNull();
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    api.setClock(new Date(Date.now() + 2 * 3_600_000));
    expect(await ci("/api/v1/providers")).toMatchObject({ status: 401 });
    api.setClock(null);
    const path = `/api/v1/api-keys/${String(created.body.id)}`;
    expect(await admin.call(path, { method: "DELETE" })).toMatchObject({ status: 204 });
    expect(await ci("/api/v1/providers")).toMatchObject({ status: 401 });
  });
});

describe("one caller", () => {
  it("is slowed down with 429 and told when to come back", async () => {
    const { call } = await api.newClient("viewer");
    api.setClock(new Date());
    const answers = [];
    for (let round = 0; round < 31; round += 1) {
      answers.push(
        ...(await Promise.all(Array.from({ length: 10 }, () => call("/api/v1/providers?limit=1")))),
      );
    }
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]!.headers.get("retry-after")).toBe("1");
  });
});
