import { readdirSync, readFileSync } from "node:fs";

/** Of one process, its children included (Postgres has one for each connection). */
export type Usage = { cpuSeconds: number; memoryMb: number };

/** Linux counts in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const MB = 1024 * 1024;

/** What a process has used until now. Linux only: read from /proc. */
export function readUsage(pid: number): Usage {
  const all = [pid, ...childrenOf(pid)];
  return {
    // With what its ended children have used: a figure that could fall when a connection closes would be none.
    cpuSeconds: sum(all.map((each) => cpuSecondsOf(each))) + endedChildrenSecondsOf(pid),
    memoryMb: sum(all.map((each) => memoryOf(each))) / MB,
  };
}

function childrenOf(pid: number): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((each) => Number(statOf(each)[1]) === pid);
}

/** The fields of /proc/<pid>/stat from the state on; the parent's pid is the second, CPU times are the 12th to 15th. */
function statOf(pid: number): string[] {
  const text = readOrEmpty(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function cpuSecondsOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}

function endedChildrenSecondsOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) / TICKS_PER_SECOND;
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

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
