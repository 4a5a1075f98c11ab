import { afterAll, beforeAll } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import type { Role } from "@/lib/db/schema";
import { provideRuntime } from "@/lib/http/runtime";
import { createApiKey } from "@/lib/services/api-keys";
import type { ServiceContext } from "@/lib/services/context";
import { GET as docs } from "../docs/route";
import { GET as health } from "../health/route";
import { GET as nothing } from "../v1/[...path]/route";
import { GET as openApi } from "../v1/openapi.json/route";
import { ROUTES } from "../v1/openapi.json/route-table";
import { startApiServer } from "./api-server";

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
type Call = { method?: string; body?: unknown; headers?: Record<string, string> };
export type Client = (path: string, call?: Call) => Promise<Answer>;

/** A server on the exported handlers, a harness, and clients with keys of a role. */
export function apiFixture() {
  const harness = useHarness();
  const api = { url: "", close: () => {} };
  let clock: Date | null = null;
  beforeAll(async () => {
    provideRuntime({ ...harness.runtime, now: () => clock ?? new Date() });
    const server = await startApiServer(ROUTES, {
      "/api/health": health,
      "/api/docs": docs,
      "/api/v1/openapi.json": openApi,
      "/api/v1/nothing-here": nothing,
    });
    Object.assign(api, server);
  });
  afterAll(() => api.close());

  const clientOf =
    (key: string | null): Client =>
    async (path, call = {}) => {
      const body = typeof call.body === "string" ? call.body : JSON.stringify(call.body);
      const response = await fetch(`${api.url}${path}`, {
        method: call.method ?? (call.body === undefined ? "GET" : "POST"),
        headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...call.headers },
        ...(call.body === undefined ? {} : { body }),
      });
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json") === true;
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? JSON.parse(text) : { text },
      };
    };

  return {
    harness,
    anonymous: clientOf(null),
    clientOf,
    /** A client of a fresh tenant, or of the tenant of `ctx`. */
    newClient: async (role: Role, ctx?: ServiceContext) => {
      const owner = ctx ?? (await harness.newTenant());
      const key = await createApiKey(owner, { name: `test ${role}`, role });
      return { ctx: owner, key, call: clientOf(key.apiKey) };
    },
    setClock: (now: Date | null) => {
      clock = now;
    },
  };
}

let made = 0;

/** A provider document that is valid, with a slug of its own. */
export function providerBody(
  changes: Record<string, unknown> = {},
): Record<string, unknown> & { slug: string } {
  made += 1;
  return {
    slug: `acme-${process.pid}-${made}`,
    name: "Acme Identity",
    config: {
      check_type: "IDENTITY_CHECK",
      check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 60 },
      pricing: { supports_reselling: false },
      supported_countries: ["GBR"],
      credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
      config: { fields: [] },
    },
    connector: { kind: "demo" },
    ...changes,
  };
}
