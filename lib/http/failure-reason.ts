import { messageOf } from "@/lib/errors";

/** The message of anything thrown, fit for a log: a failed query's message goes on with its parameters, which are data. */
export function failureReason(failure: unknown): string {
  return (messageOf(failure).split("\nparams:")[0] ?? "").slice(0, 1000);
}
