import { readVitestReport } from "./reports.mjs";
import { runCheck } from "./run-check.mjs";
import { testFile } from "./stage.mjs";

const UNIT_REPORT = testFile("unit.json");

/** Cheapest first: what a person most often got wrong is said within seconds. */
const CHECKS = [
  { script: "format:check", title: "Format" },
  { script: "lint", title: "Lint" },
  { script: "typecheck", title: "Types" },
  { script: "boundaries", title: "Boundaries" },
  { script: "knip", title: "Dead code" },
  { script: "unit", title: "Unit and replay tests", report: { file: UNIT_REPORT, read: readVitestReport } },
  { script: "bundle", title: "Workflow bundle" },
];

/**
 * Everything that needs no services. Stops at the first failure.
 * @type {import("./stage.mjs").Stage}
 */
export async function verifyStage(context) {
  const total = { passed: 0, failed: 0 };
  for (const { script, title, report } of CHECKS) {
    const options = report
      ? ["--", "--reporter=default", "--reporter=json", `--outputFile.json=${report.file}`]
      : [];
    const check = {
      title,
      name: `verify-${script.replace(":", "-")}`,
      command: "npm",
      args: ["run", "--silent", script, ...options],
    };
    const { passed, failed } = await runCheck(context, report ? { ...check, report } : check);
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) break;
  }
  return total;
}
