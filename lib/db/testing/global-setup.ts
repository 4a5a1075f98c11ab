import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "@/lib/db/migrate";
import { startPostgres } from "@/scripts/provision/postgres.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    adminUrl: string;
    ownerUrl: string;
    appUrl: string;
  }
}

/** One throwaway Postgres for the run; its migrated database is the template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "gatehouse-test-"));
  const postgres = await startPostgres({
    dataDir: join(directory, "postgres"),
    logFile: join(directory, "postgres.log"),
    pidFile: join(directory, "postgres.pid"),
    throwaway: true,
  });
  await migrateDatabase(postgres.ownerUrl);
  project.provide("adminUrl", postgres.adminUrl);
  project.provide("ownerUrl", postgres.ownerUrl);
  project.provide("appUrl", postgres.appUrl);
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
