import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { runCommand } from "../supervise/run-command.mjs";
import { isRoot } from "./data-directory.mjs";
import { inProject, PROJECT } from "./project.mjs";
import { messageOf, StartError } from "./start-error.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const DOWNLOAD_HOST = "https://cdn.playwright.dev/";
const REACHABLE_TIMEOUT_MS = 4000;

/**
 * A Chromium that runs: CHROMIUM_PATH, Playwright's own (downloaded when that is possible), the system's, or the
 * distribution's package when we are root.
 * @param {{ logFile: string, say: (message: string) => void }} options
 * @returns {Promise<string>} path of the program
 */
export async function findChromium({ logFile, say }) {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (runs(named)) return named;
    throw new StartError(`CHROMIUM_PATH is ${named}, which does not run: correct it, or unset it.`);
  }
  const failures = [];
  for (const obtain of [playwrightsOwn, systems, distributions]) {
    try {
      const found = await obtain({ logFile, say });
      if (found !== null && runs(found)) return found;
    } catch (error) {
      failures.push(messageOf(error));
    }
  }
  throw new StartError(
    "No Chromium for the browser tests: install chromium or google-chrome, set CHROMIUM_PATH, or allow `npx playwright install --with-deps chromium`.",
    { details: failures.join("\n") },
  );
}

/** @typedef {{ logFile: string, say: (message: string) => void }} Obtaining */

/** @param {Obtaining} options @returns {Promise<string | null>} */
async function playwrightsOwn({ logFile, say }) {
  const own = createRequire(import.meta.url)("playwright-core").chromium.executablePath();
  if (existsSync(own)) return own;
  if (!(await isReachable(DOWNLOAD_HOST))) return null;
  say("downloading Playwright's Chromium (about 170 MB)");
  await runCommand({
    command: process.execPath,
    args: [inProject("node_modules", "playwright", "cli.js"), "install", "chromium"],
    cwd: PROJECT,
    env: process.env,
    logFile,
    failure: "Playwright could not download its Chromium.",
  });
  return own;
}

/** @returns {string | null} */
function systems() {
  const directories = (process.env.PATH ?? "").split(delimiter);
  const candidates = [
    ...directories.flatMap((directory) => NAMES.map((name) => join(directory, name))),
    ...MAC_PATHS,
  ];
  return candidates.find((candidate) => existsSync(candidate) && runs(candidate)) ?? null;
}

/** @param {Obtaining} options @returns {Promise<string | null>} */
async function distributions({ logFile, say }) {
  if (!isRoot() || spawnSync("apt-get", ["--version"]).status !== 0) return null;
  say("installing the package chromium with apt-get");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const failure = "apt-get could not install chromium.";
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]]) {
    await runCommand({ command: "apt-get", args, cwd: "/", env, logFile, failure });
  }
  return systems();
}

/** @param {string} url */
async function isReachable(url) {
  try {
    await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(REACHABLE_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} path a browser that lacks a system library exists and does not run */
function runs(path) {
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}
