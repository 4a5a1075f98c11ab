import { inProject } from "../provision/project.mjs";
import { findTemporal } from "../provision/temporal.mjs";
import { readVitestReport } from "./reports.mjs";
import { runCheck } from "./run-check.mjs";
import { testFile } from "./stage.mjs";

/**
 * Tests against a real Postgres and a real Temporal server, which the tests start themselves.
 * @type {import("./stage.mjs").Stage}
 */
export async function integrationStage(context) {
  const { progress, filters } = context;
  // Here, where waiting for a build of the server is reported, and not within a test's time limit.
  const temporal = await progress.step("Temporal's server", (say) => findTemporal({ onProgress: say }));
  const file = testFile("integration.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return runCheck(context, {
    title: "Integration tests",
    name: "integration",
    command: process.execPath,
    args: [
      inProject("node_modules", "vitest", "vitest.mjs"),
      "run",
      "--project",
      "integration",
      ...reporters,
      ...filters,
    ],
    env: { TEMPORAL_CLI: temporal },
    report: { file, read: readVitestReport },
  });
}
