import type { ProtocolError } from "@/lib/protocol/error-type";
import type { Registration } from "@/lib/services/registry";

/**
 * Why a live request cannot go to the provider at all, whatever is in it; demo requests may. A pause whose time is over
 * counts as live, also before the worker has written that.
 */
export function liveProblem({ status, resumeAt }: Registration, nowMs: number): ProtocolError | null {
  const isPauseOver = resumeAt !== null && resumeAt.getTime() <= nowMs;
  if (status === "paused" && !isPauseOver)
    return { type: "PROVIDER_CONNECTION", message: "This provider is paused by its operator." };
  if (status === "draft") return { type: "PROVIDER_CONNECTION", message: "This provider is not live yet." };
  return null;
}
