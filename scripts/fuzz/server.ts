import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { migrateDatabase } from "@/lib/db/migrate";
import { parseSettings } from "@/lib/env";
import { createRuntime } from "@/lib/services/runtime";
import { startPostgres } from "../provision/postgres.mjs";
import { findFreePort } from "../supervise/ports.mjs";
import { type FuzzProvider, seedProviders } from "./seed";

/** The production server on a database of its own, without a Temporal behind it: accepting must not need one. */
export type FuzzServer = {
  origin: URL;
  providers: FuzzProvider[];
  /** Lines of the server's that tell of an error, and unhandled rejections. */
  complaints: string[];
  /** Set when it ended by itself. */
  endedWith: () => string | null;
  stop: () => Promise<void>;
};

export async function startServer(door: string): Promise<FuzzServer> {
  if (!existsSync(".next/BUILD_ID")) throw new Error("There is no build to run: npm run build, then again.");
  const directory = await mkdtemp(join(tmpdir(), "gatehouse-fuzz-"));
  const database = await startPostgres({
    dataDir: join(directory, "postgres"),
    logFile: join(directory, "postgres.log"),
    pidFile: join(directory, "postgres.pid"),
    throwaway: true,
  });
  const cleanUp = async () => {
    await database.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await migrateDatabase(database.ownerUrl);
    const environment = await environmentOf(database.appUrl, door);
    const runtime = createRuntime(parseSettings(environment), { name: "fuzz" });
    const providers = await seedProviders(runtime);
    await runtime.db.close();
    return await run(environment, providers, cleanUp);
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

async function environmentOf(databaseUrl: string, door: string): Promise<Record<string, string>> {
  const port = await findFreePort();
  return {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    GATEHOUSE_ROOT_KEY: randomBytes(32).toString("base64"),
    AUTH_SECRET: randomBytes(48).toString("base64"),
    GATEHOUSE_PUBLIC_URL: `http://127.0.0.1:${port}`,
    GATEHOUSE_PROTOCOL_DOOR: door,
    TEMPORAL_ADDRESS: `127.0.0.1:${await findFreePort()}`,
    EGRESS_ALLOW: "127.0.0.0/8",
    LOG_LEVEL: "error",
    PORT: String(port),
  };
}

async function run(
  environment: Record<string, string>,
  providers: FuzzProvider[],
  cleanUp: () => Promise<void>,
): Promise<FuzzServer> {
  const complaints: string[] = [];
  const watcher = new URL("./watch-rejections.mjs", import.meta.url).href;
  const child = spawn(process.execPath, ["--import", watcher, "--import", "tsx", "server.ts"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      if (isComplaint(line) && complaints.length < 1000) complaints.push(line);
    });
  }
  let ended: string | null = null;
  child.once("exit", (code, signal) => (ended = `exit code ${code}, signal ${signal}`));
  const origin = new URL(environment["GATEHOUSE_PUBLIC_URL"] ?? "");
  await untilAnswering(origin, () => ended);
  const stop = async () => {
    await end(child, () => ended);
    await cleanUp();
  };
  return { origin, providers, complaints, endedWith: () => ended, stop };
}

/** pino's levels: 50 is error. */
function isComplaint(line: string): boolean {
  return line.startsWith("[fuzz]") || /"level":(50|60)/.test(line) || /UnhandledPromise|Error:/.test(line);
}

async function untilAnswering(origin: URL, endedWith: () => string | null): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (endedWith() !== null) throw new Error(`The server ended before it answered: ${endedWith()}.`);
    const isUp = await fetch(new URL("/p/none/", origin)).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The server did not answer within a minute.");
}

async function end(child: ChildProcess, endedWith: () => string | null): Promise<void> {
  if (endedWith() !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
