import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { parseSettings } from "@/lib/env";
import { createApiKey } from "@/lib/services/api-keys";
import { type Actor, contextFor } from "@/lib/services/context";
import { createRuntime } from "@/lib/services/runtime";
import { createTenant } from "@/lib/services/tenants";
import { startStack } from "../supervise/start-stack.mjs";

type Stack = Awaited<ReturnType<typeof startStack>>;

/** One call of the management API; rejects with the problem's text unless it is answered with 2xx. */
export type ApiCall = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** A whole Gatehouse of its own: four processes, one tenant, its API, and a view into the database. */
export type Rig = {
  stack: Stack;
  api: ApiCall;
  /** As the superuser, so that it sees the rows of every tenant. Connects again by itself after a crash. */
  sql: postgres.Sql;
  /** Ends the processes and removes their data. */
  close: () => Promise<void>;
};

/**
 * Starts a throwaway stack for a chaos run or a bench. What it keeps is removed by `close`; when this process dies, its
 * processes die too. `settings` are added to the environment of web and worker. RIG_LOGS names a directory that the
 * processes' logs are copied to at the end.
 */
export async function openRig(options: {
  say: (text: string) => void;
  settings?: Record<string, string>;
  onEvent?: (message: string) => void;
}): Promise<Rig> {
  const directory = await mkdtemp(join(tmpdir(), "gatehouse-rig-"));
  options.say("starting Postgres, Temporal, web and worker");
  const stack = await startStack({
    dataDir: join(directory, "data"),
    env: { ...ownServers(), ...options.settings },
    seed: false,
    throwaway: true,
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  });
  const sql = postgres(databaseUrl(stack), { max: 2, onnotice: () => {} });
  const close = async (): Promise<void> => {
    await sql.end({ timeout: 1 });
    await stack.stop();
    const keepLogsIn = process.env["RIG_LOGS"];
    if (keepLogsIn !== undefined) await cp(join(stack.dataDir, "logs"), keepLogsIn, { recursive: true });
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const key = await makeApiKey(stack);
    return { stack, api: apiOf(stack.url, key), sql, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whatever this shell points at, nothing but our own servers may be hurt. */
function ownServers(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, TEMPORAL_ADDRESS: _address, ...rest } = process.env;
  return rest;
}

function databaseUrl({ database }: Stack): string {
  if (database.adminUrl === undefined) throw new Error("The rig needs a Postgres of its own.");
  const url = new URL(database.adminUrl);
  url.pathname = "/gatehouse";
  return url.href;
}

async function makeApiKey(stack: Stack): Promise<string> {
  const settings = parseSettings({ ...stack.env, DATABASE_POOL: "2", LOG_LEVEL: "warn" });
  const runtime = createRuntime(settings, { name: "rig" });
  try {
    const actor: Actor = { kind: "cli", label: "rig", role: "tenant_admin" };
    const tenant = await createTenant(runtime, actor, { slug: "rig", name: "Rig" });
    const ctx = contextFor(runtime, tenant.id, actor);
    const { apiKey } = await createApiKey(ctx, { name: "rig", role: "tenant_admin" });
    return apiKey;
  } finally {
    await runtime.http.close();
    await runtime.db.close();
  }
}

function apiOf(url: string, key: string): ApiCall {
  return async (method, path, body) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return text === "" ? null : (JSON.parse(text) as unknown);
  };
}
