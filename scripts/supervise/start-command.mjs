import { resolve } from "node:path";
import { openDataDirectory } from "../provision/data-directory.mjs";
import { readSignIn, signInFile } from "../provision/seed.mjs";
import { parseStartArguments, usage } from "./arguments.mjs";
import { createProgress, reportFailure, secondsSince } from "./progress.mjs";
import { prepareStack } from "./start-stack.mjs";

/** Both Ctrl-C's of one key press: the terminal signals us and npm passes its own signal on. */
const SAME_PRESS_MS = 1000;

/** @typedef {{ mode: "production" | "development", command: "up" | "dev" }} StartCommand */

/**
 * `npm run up` and `npm run dev`: starts everything, says how to use it, and stays until Ctrl-C.
 * @param {StartCommand} start
 */
export async function runStartCommand(start) {
  try {
    await startAndStay(start);
  } catch (error) {
    // While we stop, whatever was still starting fails; that is not news.
    if (isStopping) return;
    reportFailure(error);
    process.exit(1);
  }
}

/** @param {StartCommand} start */
async function startAndStay({ mode, command }) {
  const startedAtMs = Date.now();
  const { help, ...args } = parseStartArguments(process.argv.slice(2), process.env);
  if (help) {
    process.stdout.write(`${usage(command)}\n`);
    return;
  }
  const progress = createProgress();
  progress.line(`${progress.paint.bold("Gatehouse")} starts in ${resolve(args.dataDir)}`);
  const dataDir = openDataDirectory(args.dataDir);
  const stack = prepareStack({
    ...args,
    mode,
    install: true,
    env: process.env,
    step: progress.step,
    onEvent: announcer(progress),
  });
  stopOnSignals({ stack, progress });
  try {
    sayHowToUse({ progress, started: await stack.start(), dataDir, startedAtMs });
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

let isStopping = false;

/** @param {{ stack: ReturnType<typeof prepareStack>, progress: import("./progress.mjs").Progress }} options */
function stopOnSignals({ stack, progress }) {
  let firstAtMs = 0;
  /** @param {NodeJS.Signals} signal */
  const onSignal = async (signal) => {
    if (isStopping) {
      if (Date.now() - firstAtMs < SAME_PRESS_MS) return;
      stack.killAll();
      process.exit(130);
    }
    isStopping = true;
    firstAtMs = Date.now();
    progress.line(`\nStopping (${signal}); once more to force it.`);
    await stack.stop();
    progress.line(
      `Stopped everything in ${secondsSince(firstAtMs)}. Nothing is lost; the same command starts it again.`,
    );
    process.exit(0);
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => void onSignal(signal));
}

/** @param {import("./progress.mjs").Progress} progress @returns {(message: string) => void} */
function announcer({ line, paint }) {
  return (message) => line(`${paint.yellow("!")} ${new Date().toTimeString().slice(0, 8)}  ${message}`);
}

/**
 * @param {{ progress: import("./progress.mjs").Progress, started: import("./start-stack.mjs").Stack,
 *   dataDir: import("../provision/data-directory.mjs").DataDirectory, startedAtMs: number }} options
 */
function sayHowToUse({ progress, started, dataDir, startedAtMs }) {
  const { line, paint } = progress;
  const { seeded, url, engine, env } = started;
  const others = Object.keys(started.pids()).filter((name) => name !== "web");
  line();
  line(
    `${paint.bold("Gatehouse is ready")} after ${secondsSince(startedAtMs)}: ${paint.cyan(env.GATEHOUSE_PUBLIC_URL ?? url)}`,
  );
  line();
  if (seeded) sayHowToSignIn({ progress, seeded, dataDir });
  if (engine.uiUrl) line(`  Temporal UI   ${engine.uiUrl}`);
  line(`  Logs          ${dataDir.logFile("web")} (beside it: ${others.join(", ")})`);
  line(
    `  Outgoing      calls to this machine are allowed (EGRESS_ALLOW=${env.EGRESS_ALLOW}); production allows none`,
  );
  if (seeded) {
    const { url: provider, secret, port } = seeded.demo;
    line();
    line("  Run a signed demo check, in another terminal:");
    line(
      `  ${paint.cyan(`npm run -s gatehouse -- simulate ${provider} --secret ${secret} --demo ANY --port ${port}`)}`,
    );
  }
  line();
  line(paint.dim("Ctrl-C stops everything."));
}

/**
 * @param {{ progress: import("./progress.mjs").Progress, seeded: import("../provision/seed.mjs").Seeded,
 *   dataDir: import("../provision/data-directory.mjs").DataDirectory }} options
 */
function sayHowToSignIn({ progress: { line, paint }, seeded, dataDir }) {
  const { email, password } = seeded.owner;
  line(`  Sign in       ${paint.bold(email)}`);
  if (password !== undefined)
    line(`  Password      ${paint.bold(password)}  (shown once, kept in ${signInFile(dataDir)})`);
  else if (readSignIn(dataDir)) line(`  Password      in ${signInFile(dataDir)}`);
}
