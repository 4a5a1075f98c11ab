import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { PROCESSES, type ProcessName } from "../../rig/crash";
import type { Rig } from "../../rig/open-rig";
import { readUsage, type Usage } from "../../rig/process-usage";

/** What the stack takes at one moment. */
export type Footprint = {
  atMs: number;
  usage: Record<ProcessName, Usage>;
  /** Rows and bytes (indexes included) of each table that has any. */
  tables: Map<string, { rows: number; bytes: number }>;
  databaseBytes: number;
  temporalBytes: number;
};

/** Reads processes from /proc (Linux only), and sizes from Postgres and the file system. */
export async function readFootprint({ stack, sql }: Rig): Promise<Footprint> {
  await sql`analyze`;
  const tables = await sql<{ name: string; rows: number; bytes: number }[]>`
    select coalesce(i.inhparent::regclass::text, c.relname) as name, sum(greatest(c.reltuples, 0))::int as rows,
      sum(pg_total_relation_size(c.oid))::float8 as bytes
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    group by 1 having sum(greatest(c.reltuples, 0)) > 0`;
  const [size] = await sql<{ bytes: number }[]>`select pg_database_size(current_database())::float8 as bytes`;
  const pids = stack.pids();
  const usage = Object.fromEntries(PROCESSES.map((name) => [name, readUsage(pids[name] ?? 0)]));
  return {
    atMs: Date.now(),
    usage: usage as Record<ProcessName, Usage>,
    tables: new Map(tables.map(({ name, rows, bytes }) => [name, { rows, bytes }])),
    databaseBytes: size?.bytes ?? 0,
    temporalBytes: sizeOf(join(stack.dataDir, "data", "temporal")),
  };
}

const sizeOf = (directory: string): number =>
  sum(readdirSync(directory).map((name) => statSync(join(directory, name)).size));

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
