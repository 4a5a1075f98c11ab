import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { env } from "@/lib/env";
import { MisconfiguredError } from "@/lib/errors";

const MIGRATIONS = fileURLToPath(new URL("../../drizzle", import.meta.url));

/**
 * Brings the database of `ownerUrl` to the newest schema and locks it down. Safe to repeat and to run from
 * several processes at once (an advisory lock). The runtime role `gatehouse_app` must exist: with a password it
 * is made by `npm run up` or by the operator, here it is only made without login if it is missing.
 */
export async function migrateDatabase(ownerUrl: string): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(hashtext('gatehouse_migrate'))`;
    const [role] = await client`select 1 from pg_roles where rolname = 'gatehouse_app'`;
    if (role === undefined) await client`create role gatehouse_app nologin`;
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
    await client`select secure_tables()`;
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function main(): Promise<void> {
  const url = env().DATABASE_OWNER_URL;
  if (url === undefined) {
    throw new MisconfiguredError(
      "Set DATABASE_OWNER_URL to the role that owns the schema; DATABASE_URL is the runtime role.",
    );
  }
  await migrateDatabase(url);
  process.stdout.write("Database is up to date.\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
