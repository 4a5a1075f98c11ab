import type { CheckRow } from "../checks";
import type { DefinitionVersion } from "../registry";

/** Why the provider cannot be asked about a check now, as a sentence; null when it can. Pure. */
export function whyNotPollable(
  check: Pick<CheckRow, "state" | "monitoringPausedAt">,
  { connector }: Pick<DefinitionVersion, "connector">,
): string | null {
  if (check.state !== "in_progress" && check.state !== "monitoring")
    return `This check is ${check.state.replace("_", " ")}: there is nothing to ask for.`;
  if (check.monitoringPausedAt !== null) return "The monitoring is paused; resume it first.";
  if (connector.kind === "http" && connector.operations.poll !== undefined) return null;
  return connector.kind === "demo"
    ? "Demo data come from no provider, so there is nobody to ask."
    : "This provider tells us by webhook; its definition has no way to ask.";
}
