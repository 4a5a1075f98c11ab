import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PROCESSES, type ProcessName } from "../../rig/crash";
import type { Rig } from "../../rig/open-rig";

/** Of one process, its children included (Postgres has one for each connection). */
export type Usage = { cpuSeconds: number; memoryMb: number };

/** What the stack takes at one moment. */
export type Footprint = {
  atMs: number;
  usage: Record<ProcessName, Usage>;
  /** Rows and bytes (indexes included) of each table that has any. */
  tables: Map<string, { rows: number; bytes: number }>;
  databaseBytes: number;
  temporalBytes: number;
};

/** Linux counts in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const MB = 1024 * 1024;

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

function readUsage(pid: number): Usage {
  const all = [pid, ...childrenOf(pid)];
  return {
    cpuSeconds: sum(all.map((each) => cpuSecondsOf(each))),
    memoryMb: sum(all.map((each) => memoryOf(each))) / MB,
  };
}

function childrenOf(pid: number): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((each) => Number(statOf(each)[1]) === pid);
}

/** The fields of /proc/<pid>/stat from the state on; the parent's pid is the second, CPU times are the 12th and 13th. */
function statOf(pid: number): string[] {
  const text = readOrEmpty(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function cpuSecondsOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}

/** The proportional share, so that memory shared between Postgres's processes counts once. */
function memoryOf(pid: number): number {
  const [, kilobytes = "0"] = /^Pss:\s+(\d+) kB$/m.exec(readOrEmpty(`/proc/${pid}/smaps_rollup`)) ?? [];
  return Number(kilobytes) * 1024;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // It ended between the look and the read.
    return "";
  }
}

const sizeOf = (directory: string): number =>
  sum(readdirSync(directory).map((name) => statSync(join(directory, name)).size));

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
