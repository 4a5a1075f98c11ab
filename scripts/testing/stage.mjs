import { mkdirSync } from "node:fs";
import { ensureInstalled } from "../provision/install.mjs";
import { requireNodeVersion } from "../provision/node-version.mjs";
import { inProject } from "../provision/project.mjs";
import { messageOf, StartError } from "../provision/start-error.mjs";
import { createProgress, reportFailure, secondsSince } from "../supervise/progress.mjs";
import { endRunningCommands } from "../supervise/run-command.mjs";

/** @typedef {{ passed: number, failed: number, flaky?: string[] }} Tally with the names of those that passed only when repeated */
/**
 * @typedef {object} StageContext
 * @property {import("../supervise/progress.mjs").Progress} progress
 * @property {(name: string) => string} logFile
 * @property {string[]} filters arguments of the command line, passed to the test runner
 */
/** @typedef {(context: StageContext) => Promise<Tally>} Stage runs its checks; never rejects for a failed check */

const DIRECTORY = inProject(".gatehouse-test");

/** @param {string} name of a file that test runs may write */
export const testFile = (name) => inProject(".gatehouse-test", name);

/**
 * A command of its own made of stages, such as `npm run verify`: installs first when needed, and exits.
 * @param {Stage[]} stages all of them run, whatever the earlier ones found
 * @param {{ lastLine?: boolean }} [options] end with exactly "N passed, N failed"
 */
export async function runStages(stages, { lastLine = false } = {}) {
  const startedAtMs = Date.now();
  stopOnSignals();
  try {
    requireNodeVersion();
    mkdirSync(DIRECTORY, { recursive: true });
    const progress = createProgress();
    const context = {
      progress,
      logFile: (/** @type {string} */ name) => testFile(`${name}.log`),
      filters: process.argv.slice(2),
    };
    await progress.step("Packages", (say) => ensureInstalled({ logFile: context.logFile("install"), say }));
    const total = { passed: 0, failed: 0 };
    for (const stage of stages) {
      const { passed, failed } = await runStage(stage, context);
      total.passed += passed;
      total.failed += failed;
    }
    const summary = `${total.passed} passed, ${total.failed} failed`;
    progress.line(
      lastLine
        ? `\nTook ${secondsSince(startedAtMs)}; logs are in ${DIRECTORY}.\n${summary}`
        : `\n${summary} in ${secondsSince(startedAtMs)}`,
    );
    process.exit(total.failed === 0 ? 0 : 1);
  } catch (error) {
    reportFailure(error, process.stdout);
    if (lastLine) process.stdout.write("0 passed, 1 failed\n");
    process.exit(1);
  }
}

/** @param {Stage} stage @param {StageContext} context @returns {Promise<Tally>} */
async function runStage(stage, context) {
  try {
    return await stage(context);
  } catch (error) {
    // The stage could not run at all, for example without a browser: that is a failure too.
    reportFailure(
      error instanceof StartError ? error : new StartError(messageOf(error), { cause: error }),
      process.stdout,
    );
    return { passed: 0, failed: 1 };
  }
}

function stopOnSignals() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.once(signal, () => {
      void endRunningCommands().finally(() => process.exit(130));
    });
  }
}
