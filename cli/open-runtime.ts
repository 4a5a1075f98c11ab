import { parseSettings, processEnvironment, type Settings } from "@/lib/env";
import type { Actor, Runtime } from "@/lib/services/context";
import { createRuntime } from "@/lib/services/runtime";
import { CommandError, type CommandInput } from "./command";
import { dataDirectory, readDataDirectory } from "./data-directory";

/** Whoever can read the database's password is above tenants. */
export const CLI_ACTOR: Actor = { kind: "cli", label: "gatehouse command", role: "tenant_admin" };

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

/** The settings a command works with: the environment, completed by what the data directory knows. */
export function settingsFor(input: CommandInput): Settings {
  const environment = processEnvironment();
  const dataDir = dataDirectory(input.text("data-dir"));
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

function friendlier(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "ECONNREFUSED" && code !== "CONNECT_TIMEOUT") return error;
  return new CommandError("The database does not answer: is Gatehouse running (npm run up)?");
}
