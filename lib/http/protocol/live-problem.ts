import type { ProtocolError } from "@/lib/protocol/error-type";
import type { Registration } from "@/lib/services/registry";

/** Why a live request cannot go to the provider at all, whatever is in it; demo requests may. */
export function liveProblem({ status }: Registration): ProtocolError | null {
  if (status === "paused")
    return { type: "PROVIDER_CONNECTION", message: "This provider is paused by its operator." };
  if (status === "draft") return { type: "PROVIDER_CONNECTION", message: "This provider is not live yet." };
  return null;
}
