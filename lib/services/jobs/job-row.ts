import type { JobKind, jobs } from "@/lib/db/schema";
import type { Scope } from "../roles";
import type { JobConflictKind } from "./schemas";

export type JobRow = typeof jobs.$inferSelect;

/** A job as people see it. `filter` is what was asked for, with instants as ISO texts. */
export type Job = Omit<JobRow, "filter" | "dueAt"> & {
  filter: Record<string, unknown>;
  exclude: JobConflictKind[];
  /** When it may begin, while it has not; long ago where it only waits for a worker. */
  startsAt: Date | null;
  /** Items with a result, whatever it is; of `total`. */
  processed: number;
};

/** What the column `jobs.filter` holds. */
export type StoredFilter = { filter: Record<string, unknown>; exclude: JobConflictKind[] };

/** The exclusions a job was made with. */
export function excludedBy(row: Pick<JobRow, "filter">): JobConflictKind[] {
  return (row.filter as StoredFilter).exclude;
}

export function toJob(row: JobRow): Job {
  const { dueAt, filter, ...shown } = row;
  const stored = filter as StoredFilter;
  return {
    ...shown,
    filter: stored.filter,
    exclude: stored.exclude,
    startsAt: row.state === "ready" ? dueAt : null,
    processed: row.succeeded + row.failed + row.skipped,
  };
}

/** What a person needs to make such a job, or to steer one. */
export function jobScope(kind: JobKind): Scope {
  return kind === "resend" ? "notifications:write" : "checks:write";
}
