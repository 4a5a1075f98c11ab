import type { FindingItem, SimulatedItem } from "@/components/simulation/run-item";
import { listChecks } from "@/lib/services/checks";
import type { ServiceContext } from "@/lib/services/context";
import type { Simulation } from "@/lib/services/simulations";
import { toCheckItem } from "../../checks/check-item";

/** The checks of a run with what Gatehouse has of each. One query, whatever the run. */
export async function readSimulated(ctx: ServiceContext, run: Simulation): Promise<SimulatedItem[]> {
  const stored =
    run.provider === null
      ? []
      : (
          await listChecks(ctx, {
            filter: { provider: run.provider.slug, from: run.startedAt },
            page: { limit: 200, after: null },
          })
        ).items;
  return run.checks.map((check, index) => {
    const found = stored.find(({ maxsightId }) => maxsightId === check.checkId);
    return { ...check, number: index + 1, check: found === undefined ? null : toCheckItem(found) };
  });
}

/** What was found, the same thing in several checks once; violations first. */
export function toFindings({ steps }: Pick<Simulation, "steps">): FindingItem[] {
  const byKind = new Map<string, { item: FindingItem; checks: Set<string | null> }>();
  for (const step of steps) {
    if (step.kind !== "finding") continue;
    const { finding } = step;
    // Positions in lists differ from check to check; the rule that was broken does not.
    const key = `${finding.operation} ${finding.path.replaceAll(/\d+/g, "n")} ${finding.message}`;
    const known = byKind.get(key) ?? { item: { ...finding, count: 0 }, checks: new Set() };
    known.checks.add(step.checkId);
    byKind.set(key, known);
  }
  return [...byKind.values()]
    .map(({ item, checks }) => ({ ...item, count: checks.size }))
    .toSorted((left, right) => left.severity.localeCompare(right.severity));
}
