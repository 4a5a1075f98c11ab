import type { SimulationResult } from "@/lib/simulator/run-check";
import { describeStep, stepToJson, type SimulatorStep } from "@/lib/simulator/trace";

/** Exit codes of `simulate`: 0 completed, 2 errored as an integration may, 1 anything else. */
export function simulationExitCode(result: SimulationResult): number {
  if (result.state === "completed") return 0;
  return result.state === "errored" ? 2 : 1;
}

/** Prints a simulation as it happens: readable lines, or one JSON object per line. */
export class SimulationReport {
  private readonly json: boolean;
  private readonly started = performance.now();

  constructor(json: boolean) {
    this.json = json;
  }

  listening(url: string): void {
    if (this.json) this.line(JSON.stringify({ step: "listening", url }));
    else
      this.line(`Maxsight side at ${url} (the integration's base URL for callbacks, environment "custom")`);
  }

  readonly step = (step: SimulatorStep): void => {
    if (this.json) {
      this.line(JSON.stringify(stepToJson(step)));
      return;
    }
    const seconds = ((performance.now() - this.started) / 1000).toFixed(3).padStart(8);
    const check = step.checkId === null ? "" : `[${step.checkId.slice(0, 8)}] `;
    this.line(`${seconds}  ${check}${describeStep(step)}`);
  };

  ended(result: SimulationResult): void {
    if (this.json) {
      this.line(JSON.stringify(resultToJson(result)));
      return;
    }
    const why = result.reason === null ? "" : `: ${result.reason}`;
    this.line(`\n${result.state}${why}  (check ${result.checkId}, reference ${result.reference ?? "none"})`);
    if (result.result !== null) this.line(shorten(JSON.stringify(result.result, null, 2)));
  }

  summary(results: readonly SimulationResult[]): void {
    if (this.json || results.length < 2) return;
    const counts = new Map<string, number>();
    for (const { state } of results) counts.set(state, (counts.get(state) ?? 0) + 1);
    this.line(
      `\n${results.length} checks: ${[...counts].map(([state, count]) => `${count} ${state}`).join(", ")}`,
    );
  }

  private line(text: string): void {
    process.stdout.write(`${text}\n`);
  }
}

const MAX_LINES = 40;

function shorten(text: string): string {
  const lines = text.split("\n");
  if (lines.length <= MAX_LINES) return text;
  return [
    ...lines.slice(0, MAX_LINES),
    `… ${lines.length - MAX_LINES} more lines; --json prints everything`,
  ].join("\n");
}

/** The last line of `simulate --json`. */
function resultToJson(result: SimulationResult): Record<string, unknown> {
  return {
    state: result.state,
    check_id: result.checkId,
    reason: result.reason,
    provider_id: result.providerId,
    reference: result.reference,
    result: result.result,
    errors: result.errors,
    violations: result.findings.filter((finding) => finding.severity === "violation"),
    warnings: result.findings.filter((finding) => finding.severity === "warning"),
    updates: result.updates,
    downloaded_files: result.downloadedFiles,
  };
}
