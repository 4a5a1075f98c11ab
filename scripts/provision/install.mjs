import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { runCommand } from "../supervise/run-command.mjs";
import { inProject, PROJECT } from "./project.mjs";
import { StartError } from "./start-error.mjs";

const LOCK = inProject("package-lock.json");
const STAMP = inProject("node_modules", ".gatehouse-install");
const NPM_STAMP = inProject("node_modules", ".package-lock.json");

/**
 * `npm ci`, only when node_modules is missing or belongs to another lock file.
 * @param {{ logFile: string, say: (message: string) => void }} options
 * @returns {Promise<string>} what was done
 */
export async function ensureInstalled({ logFile, say }) {
  const wanted = createHash("sha256").update(readFileSync(LOCK)).digest("hex");
  if (isInstalled(wanted)) return "up to date";
  requireWritable();
  say("npm ci, about a minute");
  await runCommand({
    ...npmCommand(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]),
    cwd: PROJECT,
    env: process.env,
    logFile,
    reasonFirst: true,
    failure: "Installing the packages failed: check the network and the npm registry, then start again.",
  });
  writeFileSync(STAMP, wanted);
  return "npm ci";
}

/** @param {string} wanted hash of the lock file */
function isInstalled(wanted) {
  if (existsSync(STAMP)) return readFileSync(STAMP, "utf8").trim() === wanted;
  // Someone ran `npm ci` by hand: trust it when it is younger than the lock file.
  return existsSync(NPM_STAMP) && statSync(NPM_STAMP).mtimeMs >= statSync(LOCK).mtimeMs;
}

function requireWritable() {
  try {
    accessSync(PROJECT, constants.W_OK);
  } catch (cause) {
    throw new StartError(
      `The packages must be installed and ${PROJECT} is not writable for this user: make it writable, or run \`npm ci\` there as its owner.`,
      { cause },
    );
  }
}

/** @param {string[]} args how to run npm: the one that started us, else the one on PATH */
function npmCommand(args) {
  const running = process.env.npm_execpath;
  return running?.endsWith(".js")
    ? { command: process.execPath, args: [running, ...args] }
    : { command: "npm", args };
}
