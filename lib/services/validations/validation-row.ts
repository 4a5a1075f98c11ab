import type { validationRuns } from "@/lib/db/schema";
import type { ValidationTest } from "@/lib/validation/test-case";
import type { ServiceContext } from "../context";

/** What a run stores of the suite's report, also while it goes on. */
export type StoredReport = {
  url: string;
  durationMs: number;
  /** As the integration describes itself; null until that was read. */
  integration: { apiVersion: unknown; providerName: string; checkType: string; checkTemplate: string } | null;
  tests: ValidationTest[];
  /** Why the run says nothing about the version, when it does not. */
  problem: string | null;
};

/** `interrupted`: the process that ran it is gone. Only `passed` counts as green. */
export type ValidationState = "running" | "passed" | "failed" | "unreachable" | "interrupted";

/** A run as lists show it. */
export type ValidationSummary = {
  id: string;
  version: number;
  state: ValidationState;
  passed: number;
  /** Failed *must* tests. */
  failed: number;
  actorLabel: string;
  createdAt: Date;
  finishedAt: Date | null;
};

export type Validation = ValidationSummary & { report: StoredReport | null };

export type ValidationRow = typeof validationRuns.$inferSelect;
type SummaryRow = Omit<ValidationRow, "report" | "tenantId" | "providerId">;

/** No run takes longer: it is given up then. */
export const RUN_LIMIT_MS = 5 * 60_000;
const GONE_AFTER_MS = RUN_LIMIT_MS + 60_000;

/** The row as it is now: what should have ended long ago was interrupted. */
export function toSummary(ctx: ServiceContext, row: SummaryRow): ValidationSummary {
  const { id, version, passed, failed, actorLabel, createdAt, finishedAt } = row;
  const isGone = row.state === "running" && ctx.now().getTime() - createdAt.getTime() > GONE_AFTER_MS;
  return {
    id,
    version,
    state: isGone ? "interrupted" : row.state,
    passed,
    failed,
    actorLabel,
    createdAt,
    finishedAt,
  };
}
