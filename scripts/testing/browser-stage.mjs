import { findChromium } from "../provision/browser.mjs";
import { ensureBuilt } from "../provision/build.mjs";
import { inProject } from "../provision/project.mjs";
import { findTemporal } from "../provision/temporal.mjs";
import { readPlaywrightReport } from "./reports.mjs";
import { runCheck } from "./run-check.mjs";
import { testFile } from "./stage.mjs";

/**
 * Playwright against the built application, with everything real behind it.
 * @type {import("./stage.mjs").Stage}
 */
export async function browserStage(context) {
  const { progress, logFile, filters } = context;
  const chromium = await progress.step("Chromium", (say) =>
    findChromium({ logFile: logFile("browser"), say }),
  );
  const temporal = await progress.step("Temporal's server", (say) => findTemporal({ onProgress: say }));
  await progress.step("Build", (say) => ensureBuilt({ env: process.env, logFile: logFile("build"), say }));
  const file = testFile("e2e.json");
  return runCheck(context, {
    title: "Browser tests",
    name: "e2e",
    command: process.execPath,
    args: [
      inProject("node_modules", "@playwright", "test", "cli.js"),
      "test",
      "--reporter=list,json",
      ...filters,
    ],
    env: { CHROMIUM_PATH: chromium, TEMPORAL_CLI: temporal, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    report: { file, read: readPlaywrightReport },
  });
}
