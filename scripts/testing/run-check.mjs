import { rmSync } from "node:fs";
import { PROJECT } from "../provision/project.mjs";
import { runCommand } from "../supervise/run-command.mjs";

/** @typedef {import("./stage.mjs").Tally} Tally */
/**
 * @typedef {object} Check
 * @property {string} title
 * @property {string} name of its log
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} [env] added to ours
 * @property {{ file: string, read: (file: string) => Tally }} [report] how to count single tests; without it the check counts as one
 */

const SHOWN_LINES = 500;

/**
 * Runs one check, shows its time, and its output when it fails.
 * @param {import("./stage.mjs").StageContext} context @param {Check} check
 * @returns {Promise<Tally>}
 */
export async function runCheck({ progress, logFile }, { title, name, command, args, env, report }) {
  if (report) rmSync(report.file, { force: true });
  try {
    await progress.step(
      title,
      (say) =>
        runCommand({
          command,
          args,
          cwd: PROJECT,
          env: {
            ...process.env,
            NO_COLOR: "1",
            FORCE_COLOR: undefined,
            NEXT_TELEMETRY_DISABLED: "1",
            ...env,
          },
          logFile: logFile(name),
          onLine: say,
          failure: `${title} failed.`,
          failureLines: SHOWN_LINES,
        }),
      () => (report ? inWords(report.read(report.file)) : ""),
    );
  } catch (error) {
    progress.line(
      `\n${error instanceof Error && "details" in error ? String(error.details) : String(error)}\n`,
    );
    const counted = report?.read(report.file) ?? { passed: 0, failed: 1 };
    // The runner may fail without a failed test, for example in its set-up.
    return { passed: counted.passed, failed: Math.max(counted.failed, 1) };
  }
  return report?.read(report.file) ?? { passed: 1, failed: 0 };
}

/** @param {Tally} tally */
function inWords({ passed, flaky = [] }) {
  const repeated = flaky.map((title) => `“${title}”`).join(", ");
  return `${passed} passed${repeated === "" ? "" : `, only when repeated: ${repeated}`}`;
}
