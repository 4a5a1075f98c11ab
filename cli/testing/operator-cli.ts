import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { startApiServer } from "@/app/api/testing/api-server";
import { ROUTES } from "@/app/api/v1/openapi.json/route-table";
import { provideRuntime } from "@/lib/http/runtime";
import { createApiKey } from "@/lib/services/api-keys";
import { useAcmeWorld } from "@/lib/services/testing/acme-world";
import { insertSampleCheck, insertSampleNotification } from "@/lib/services/testing/sample-check";
import type { SampleProvider } from "@/lib/services/testing/sample-provider";
import { type Finished, gatehouse } from "./gatehouse";

/** The command against an API server, with a tenant and an administrator's key of its own for each test. */
export function useOperatorCli() {
  const world = useAcmeWorld();
  const api = { url: "", close: () => {} };
  const env: Record<string, string> = {};

  beforeAll(async () => {
    provideRuntime(world.harness.runtime);
    Object.assign(api, await startApiServer(ROUTES));
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    const { apiKey } = await createApiKey(world.tenant(), { name: "cli", role: "tenant_admin" });
    Object.assign(env, { GATEHOUSE_URL: api.url, GATEHOUSE_API_KEY: apiKey });
  });

  const run = (...words: string[]): Promise<Finished> => gatehouse(words, env);
  /** The answer of a command that went well, as a machine reads it. */
  const json = async (...words: string[]): Promise<Record<string, unknown>> => {
    const { code, out, err } = await run(...words, "--json");
    expect(err).toBe("");
    expect(code).toBe(0);
    return JSON.parse(out) as Record<string, unknown>;
  };
  /** A notification that used up its ladder. */
  const stuck = async (provider: SampleProvider) => {
    const ctx = world.tenant();
    const check = await insertSampleCheck(ctx, provider, { state: "result_ready", resultAt: new Date() });
    return insertSampleNotification(ctx, check, { state: "exhausted", lastErrorCode: "timeout" });
  };
  return { ...world, run, json, stuck };
}
