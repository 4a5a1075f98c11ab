import type { ConnectorDefinition } from "@/lib/connectors/definition";
import type { CheckRow } from "./check-row";
import { isToldOfCancel } from "./end-cancelled";

/** What a cancel means for the provider of a check. */
export type CancelPlan = { isTold: boolean; sentence: string };

const ON_ITS_OWN = "It goes on with the check, and may bill it.";

/** Says whether the provider is told of a cancel, and how. Pure. `connector` is null where its version is gone. */
export function explainCancel(check: CheckRow, connector: ConnectorDefinition | null): CancelPlan {
  const isTold = connector !== null && isToldOfCancel(check, connector);
  return { isTold, sentence: isTold ? toldBy(connector) : notTold(check, connector) };
}

function toldBy(connector: ConnectorDefinition): string {
  const request = connector.kind === "http" ? connector.operations.cancel?.request : undefined;
  const how = request === undefined ? "" : ` with ${request.method} ${request.path}`;
  return `The provider is told${how}, and again for a day and a half until it has taken it.`;
}

function notTold(check: CheckRow, connector: ConnectorDefinition | null): string {
  if (check.isDemo || connector?.kind === "demo") return "Nobody is told: no provider is behind it.";
  if (check.startedAt === null) return "The provider was not called yet, so there is nothing to tell it.";
  if (check.checkTemplate === "ONE_TIME_SYNCHRONOUS")
    return `The provider cannot be told: the call that is out is all it knows. ${ON_ITS_OWN}`;
  return `The provider is not told: version ${check.version} of its definition has no cancel. ${ON_ITS_OWN}`;
}
