import { PROCESSES } from "../../rig/crash";
import { table } from "../../rig/figures";
import type { Footprint } from "./footprint";

/** Two looks, with nothing to do in between. */
export type Idle = { from: Footprint; to: Footprint };

export type MonitoredResult = {
  checks: number;
  before: Idle;
  after: Idle;
  /** The same with a worker that was just started. */
  fresh: Idle;
  openedPerSecond: number;
  wakeMs: { p50: number; p95: number };
};

/** Idle CPU and memory without, with, and after a restart; then what one check adds. */
export function describeFootprints(result: MonitoredResult): string {
  const { checks, openedPerSecond, wakeMs } = result;
  return [
    `${checks} open monitored checks, opened at ${openedPerSecond.toFixed(1)} per second`,
    describeProcesses(result),
    describeRows(result),
    `a get_result that wakes a sleeping check: p50 ${wakeMs.p50.toFixed(0)} ms, p95 ${wakeMs.p95.toFixed(0)} ms`,
  ].join("\n\n");
}

function describeProcesses({ checks, before, after, fresh }: MonitoredResult): string {
  const rows = PROCESSES.map((name) => {
    const cpu = ({ from, to }: Idle): string => {
      const seconds = (to.atMs - from.atMs) / 1000;
      return `${(((to.usage[name].cpuSeconds - from.usage[name].cpuSeconds) / seconds) * 100).toFixed(1)} %`;
    };
    const memory = ({ to }: Idle): string => `${to.usage[name].memoryMb.toFixed(0)} MB`;
    return [name, ...[before, after, fresh].map(cpu), ...[before, after, fresh].map(memory)];
  });
  const header = [
    "of one core / memory",
    "idle, none",
    `idle, ${checks}`,
    "worker anew",
    "none",
    String(checks),
    "worker anew",
  ];
  return table(header, rows);
}

function describeRows({ checks, before, after }: MonitoredResult): string {
  const [empty, full] = [before.to, after.from];
  const rows = [...full.tables]
    .map(([name, { rows: count, bytes }]) => {
      const old = empty.tables.get(name) ?? { rows: 0, bytes: 0 };
      return { name, rows: (count - old.rows) / checks, bytes: (bytes - old.bytes) / checks };
    })
    .filter(({ rows: perCheck }) => perCheck >= 0.5)
    .map(({ name, rows: perCheck, bytes }) => [name, perCheck.toFixed(1), bytes.toFixed(0)]);
  const kilobytes = (bytes: number): string => `${(bytes / checks / 1024).toFixed(1)} KB`;
  return [
    table(["one check in Postgres", "rows", "bytes, with indexes"], rows),
    `one check takes ${kilobytes(full.databaseBytes - empty.databaseBytes)} in Postgres and ${kilobytes(full.temporalBytes - empty.temporalBytes)} in Temporal`,
  ].join("\n");
}
