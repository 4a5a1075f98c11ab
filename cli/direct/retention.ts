import { retentionPolicyOf, type SweepReport, sweepExpired } from "@/lib/services/retention";
import type { CommandInput } from "../command";
import { settingsFor, withRuntime } from "../open-runtime";
import { printJson, printLine, printTable } from "../print";

/** Counts, or deletes, what is older than the policy. Answers the exit code. */
export async function retentionCommand(input: CommandInput): Promise<number> {
  const policy = retentionPolicyOf(settingsFor(input));
  const isDryRun = !input.on("apply");
  const report = await withRuntime(input, (runtime) => sweepExpired(runtime, { policy, isDryRun }));
  if (input.json) {
    printJson({ applied: !isDryRun, ...report });
    return 0;
  }
  printTable(toRows(report), ["what", isDryRun ? "would go" : "gone", "kept for living checks", "bytes"], "");
  if (isDryRun) printLine("Nothing was deleted. The worker does it once a day; --apply does it now.");
  return 0;
}

function toRows({ audit, ...counts }: SweepReport): Record<string, unknown>[] {
  const rows = Object.entries(counts).map(([what, { removed, kept, bytes }]) => ({
    what,
    "would go": removed,
    gone: removed,
    "kept for living checks": kept,
    bytes: what === "bodies" || what === "images" ? bytes : null,
  }));
  return [...rows, { what: "audit entries", "would go": audit.removed, gone: audit.removed }];
}
