import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { providerBody, apiFixture } from "../testing/api-fixture";
import { BODIES, NOBODY } from "../testing/route-bodies";
import { ROUTES } from "./openapi.json/route-table";

const api = apiFixture();

/** Every route of the table with an address that could exist and a body that could be right. */
const CALLS = Object.entries(ROUTES).flatMap(([pattern, methods]) =>
  Object.entries(methods).map(([method, { facts }]) => ({
    name: `${method.toUpperCase()} ${pattern}`,
    method: method.toUpperCase(),
    path: (slug: string) =>
      `/api/v1${pattern.replace("{slug}", slug).replace("{n}", "1").replace("{name}", "webhook_secret").replace("{cause}", "no-such-cause").replace("{id}", NOBODY)}`,
    hasParams: pattern.includes("{"),
    facts,
  })),
);

describe("every route", () => {
  it("is in the route table, and the table names only routes that exist", () => {
    const folder = fileURLToPath(new URL(".", import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const found = files
      .filter(
        (file) => file.endsWith("/route.ts") && !file.startsWith("openapi.json") && !file.startsWith("[..."),
      )
      .map((file) => `/${file.replace("/route.ts", "").replaceAll("[", "{").replaceAll("]", "}")}`);
    expect(found.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  it.each(CALLS)("$name requires authentication", async ({ method, path }) => {
    const answer = await api.anonymous(path("acme"), { method, ...(method === "GET" ? {} : { body: {} }) });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="gatehouse"');
    expect(answer.body).toMatchObject({ status: 401, type: "urn:gatehouse:problem:unauthenticated" });
    expect(answer.body.request_id).toBe(answer.headers.get("x-request-id"));
  });

  it.each(CALLS.filter(({ hasParams }) => hasParams))(
    "$name refuses another tenant",
    async ({ name, method, path }) => {
      const owner = await api.newClient("tenant_admin");
      const stranger = await api.newClient("tenant_admin");
      const body = providerBody();
      expect((await owner.call("/api/v1/providers", { body })).status).toBe(201);
      const call =
        method === "GET" || method === "DELETE" ? { method } : { method, body: BODIES[name] ?? {} };
      const answer = await stranger.call(path(body.slug), call);
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ type: "urn:gatehouse:problem:not_found" });
    },
  );

  it.each(CALLS.filter(({ facts }) => facts.body !== undefined))(
    "$name rejects unknown members",
    async ({ method, path }) => {
      const { call } = await api.newClient("tenant_admin");
      const body = providerBody();
      await call("/api/v1/providers", { body });
      const answer = await call(path(body.slug), { method, body: { nmae: "typo" } });
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toContainEqual({ path: "/nmae", message: "nmae is not known here." });
    },
  );

  it.each(CALLS.filter(({ facts }) => facts.query !== undefined))(
    "$name rejects unknown parameters",
    async ({ path }) => {
      const { call } = await api.newClient("tenant_admin");
      const body = providerBody();
      await call("/api/v1/providers", { body });
      const answer = await call(`${path(body.slug)}?limt=5`);
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toEqual([{ path: "/limt", message: "limt is not known here." }]);
    },
  );

  it.each(CALLS.filter(({ method }) => method !== "GET"))(
    "$name refuses a viewer",
    async ({ method, path }) => {
      const { call } = await api.newClient("viewer");
      const answer = await call(path("acme"), { method, body: {} });
      expect(answer.status).toBe(403);
      expect(answer.body.detail).toMatch(/^Your role \(viewer\) may not do this; [a-z]+:write is needed\.$/);
    },
  );
});

describe("what is around the routes", () => {
  it("answers an address that does not exist with a problem document", async () => {
    const answer = await api.anonymous("/api/v1/nothing-here");
    expect(answer).toMatchObject({ status: 404, body: { title: "Not found", status: 404 } });
  });

  it("keeps a harmless request id and replaces any other", async () => {
    const kept = await api.anonymous("/api/v1/providers", { headers: { "x-request-id": "trace-12345678" } });
    expect(kept.body.request_id).toBe("trace-12345678");
    const replaced = await api.anonymous("/api/v1/providers", {
      headers: { "x-request-id": "no spaces here" },
    });
    expect(replaced.body.request_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("says 400 for a body that is not JSON and 413 for one that is too large", async () => {
    const { call } = await api.newClient("tenant_admin");
    expect((await call("/api/v1/providers", { body: "{not json" })).status).toBe(400);
    expect((await call("/api/v1/providers", { body: `"${"x".repeat(1_100_000)}"` })).status).toBe(413);
  });

  it("refuses keys that are revoked, expired, malformed or wrong in the last character", async () => {
    const { key } = await api.newClient("viewer");
    const last = key.apiKey.endsWith("A") ? "B" : "A";
    for (const wrong of ["gh_", "nonsense", `${key.apiKey.slice(0, -1)}${last}`, `${key.apiKey}x`]) {
      expect((await api.clientOf(wrong)("/api/v1/providers")).status).toBe(401);
    }
  });

  it("describes every route in the OpenAPI document, with the errors each can give", async () => {
    const { body } = await api.anonymous("/api/v1/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    const paths = body.paths as Record<string, Record<string, { responses: object; operationId: string }>>;
    expect(Object.keys(paths).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
    expect(paths["/providers"]!.post!.operationId).toBe("postProviders");
    expect(Object.keys(paths["/providers"]!.post!.responses)).toEqual([
      "201",
      "401",
      "403",
      "404",
      "409",
      "422",
      "429",
    ]);
    const schemas = (body.components as { schemas: Record<string, unknown> }).schemas;
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(["Provider", "SigningKey", "Check", "Notification", "Problem"]),
    );
  });

  it("has a reference that needs nothing from elsewhere", async () => {
    const { status, body } = await api.anonymous("/api/docs");
    expect(status).toBe(200);
    expect(body.text).toContain("/providers/{slug}/keys");
    expect(body.text).not.toMatch(/<script|src=|https?:\/\/(?!gatehouse\.test)/);
  });

  it("reports its health without a key", async () => {
    const { status, body } = await api.anonymous("/api/health");
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "degraded",
      checks: { postgres: "ok", temporal: "down", worker: "down" },
    });
  });
});
