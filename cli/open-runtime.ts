import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseSettings, processEnvironment, type Settings } from "@/lib/env";
import type { Actor, Runtime } from "@/lib/services/context";
import { createRuntime } from "@/lib/services/runtime";
import { CommandError, type CommandInput, type Flag } from "./command";

/** Whoever can read the database's password is above tenants. */
export const CLI_ACTOR: Actor = { kind: "cli", label: "gatehouse command", role: "tenant_admin" };

export const DATA_DIR_FLAG: Readonly<Record<string, Flag>> = {
  "data-dir": {
    value: "path",
    help: "where `npm run up` keeps its data (default .gatehouse); DATABASE_URL wins",
  },
};

/** Runs `work` on the database directly, with as few connections as it takes, and closes them. */
export async function withRuntime<Result>(
  input: CommandInput,
  work: (runtime: Runtime) => Promise<Result>,
): Promise<Result> {
  const runtime = createRuntime(settingsFor(input), { name: "cli" });
  try {
    return await work(runtime);
  } catch (error) {
    throw friendlier(error);
  } finally {
    await runtime.db.close();
  }
}

function settingsFor(input: CommandInput): Settings {
  const environment = processEnvironment();
  const dataDir = resolve(input.text("data-dir") ?? (environment["GATEHOUSE_DATA_DIR"] || ".gatehouse"));
  const known = readDataDirectory(dataDir);
  const source: Record<string, string | undefined> = {
    ...environment,
    DATABASE_URL: environment["DATABASE_URL"] || known.databaseUrl,
    GATEHOUSE_ROOT_KEY: environment["GATEHOUSE_ROOT_KEY"] || known.rootKey,
    DATABASE_POOL: "2",
    LOG_LEVEL: environment["LOG_LEVEL"] || "warn",
  };
  if (source["DATABASE_URL"] === undefined) {
    throw new CommandError(
      `Nothing says where the database is: set DATABASE_URL, or start Gatehouse with npm run up and give its --data-dir (looked in ${dataDir}).`,
    );
  }
  return parseSettings(source);
}

function readDataDirectory(dataDir: string): {
  databaseUrl: string | undefined;
  rootKey: string | undefined;
} {
  return {
    databaseUrl: textMember(join(dataDir, "connection.json"), "database_url"),
    rootKey: textMember(join(dataDir, "secrets.json"), "rootKey"),
  };
}

function textMember(file: string, member: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    const value = typeof content === "object" && content !== null ? Object.entries(content) : [];
    const found = value.find(([name]) => name === member)?.[1];
    return typeof found === "string" ? found : undefined;
  } catch {
    throw new CommandError(`Cannot read ${file}: run this as the user that started Gatehouse.`);
  }
}

function friendlier(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "ECONNREFUSED" && code !== "CONNECT_TIMEOUT") return error;
  return new CommandError("The database does not answer: is Gatehouse running (npm run up)?");
}
