import { ApplicationFailure, TemporalFailure } from "@temporalio/common";
import type { ActivityInterceptorsFactory } from "@temporalio/worker";
import { AppError, type ErrorCode, messageOf } from "@/lib/errors";
import type { Logger } from "@/lib/observability/logger";
import type { ActivityOutcome, WorkerMetrics } from "./worker-metrics";

const HEARTBEAT_EVERY_MS = 2000;

/**
 * Runs around every activity: shows that the worker lives, logs a failure once, and hands Temporal only what may stand
 * in a history, a code and a sentence of ours. What broke underneath stays in the log. Counts how long it took.
 */
export function createActivityInterceptor(
  log: Logger,
  metrics?: Pick<WorkerMetrics, "activityEnded">,
): ActivityInterceptorsFactory {
  return (activity) => ({
    inbound: {
      execute: async (input, next) => {
        const { info } = activity;
        const beat = info.isLocal ? undefined : setInterval(() => activity.heartbeat(), HEARTBEAT_EVERY_MS);
        const startedAt = performance.now();
        const note = (outcome: ActivityOutcome) =>
          metrics?.activityEnded(info.activityType, outcome, (performance.now() - startedAt) / 1000);
        try {
          const result = await next(input);
          note("ok");
          return result;
        } catch (error) {
          if (error instanceof TemporalFailure) throw error;
          const failure = toFailure(error);
          note(failure.nonRetryable === true ? "failed" : "retried");
          log.warn(
            {
              activity: info.activityType,
              workflowId: info.workflowExecution?.workflowId,
              attempt: info.attempt,
              code: failure.type,
              isRetried: failure.nonRetryable !== true,
              reason: reasonOf(error),
            },
            "an activity failed",
          );
          throw failure;
        } finally {
          clearInterval(beat);
        }
      },
    },
  });
}

/** Whether trying again can help. Every code is decided here; the last six pass or are ours to mend, so the check waits. */
const RETRIED: Record<ErrorCode, boolean> = {
  invalid_input: false,
  unauthenticated: false,
  forbidden: false,
  not_found: false,
  too_large: false,
  protocol_violation: false,
  mapping_failed: false,
  egress_refused: false,
  conflict: true,
  rate_limited: true,
  upstream_failed: true,
  unavailable: true,
  misconfigured: true,
  internal: true,
};

/** Whether the same may succeed later. */
export function isRetried(error: AppError): boolean {
  return RETRIED[error.code];
}

/** Our own messages hold no personal data by rule; anybody else's might, so only the kind of error is told. */
export function toFailure(error: unknown): ApplicationFailure {
  if (error instanceof AppError) {
    return ApplicationFailure.create({
      message: error.message,
      type: error.code,
      nonRetryable: !isRetried(error),
    });
  }
  const kind = error instanceof Error ? error.name : typeof error;
  return ApplicationFailure.create({
    message: `Unexpected ${kind}; see the worker's log.`,
    type: "internal",
  });
}

/** Drizzle puts the parameters of a failed query into its message; the driver's own message is enough. */
function reasonOf(error: unknown): string {
  const isQuery =
    error instanceof Error && error.message.startsWith("Failed query") && error.cause !== undefined;
  return messageOf(isQuery ? error.cause : error);
}
