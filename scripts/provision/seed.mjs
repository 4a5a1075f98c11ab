import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../supervise/run-command.mjs";
import { PROJECT } from "./project.mjs";
import { writePrivateFile } from "./secrets.mjs";
import { StartError } from "./start-error.mjs";

/**
 * @typedef {object} Seeded what `npm run db:seed -- --json` prints
 * @property {{ slug: string }} tenant
 * @property {{ email: string, password?: string }} owner the password only when this run created the owner
 * @property {{ slug: string, url: string, secret: string, port: number }} demo the provider to try first; its callbacks go to the port
 * @property {unknown[]} providers
 */

/** @typedef {{ dataDir: import("./data-directory.mjs").DataDirectory, env: NodeJS.ProcessEnv }} TaskOptions */

/**
 * Brings the database to the newest schema. Safe to repeat.
 * @param {TaskOptions & { ownerUrl: string }} options
 */
export async function migrate({ dataDir, env, ownerUrl }) {
  await runCommand({
    ...tsx("lib/db/migrate.ts"),
    cwd: PROJECT,
    env: { ...env, DATABASE_OWNER_URL: ownerUrl },
    logFile: dataDir.logFile("migrate"),
    failure: "The database could not be brought to the newest schema; the lines above say why.",
  });
}

/**
 * Makes the demo tenant, its owner and the providers on first use, and keeps the sign-in in the data directory.
 * @param {TaskOptions} options
 * @returns {Promise<Seeded>}
 */
export async function seed({ dataDir, env }) {
  const output = await runCommand({
    ...tsx("cli/seed.ts", "--json"),
    cwd: PROJECT,
    env,
    logFile: dataDir.logFile("seed"),
    capture: true,
    failure: "The demo tenant could not be created; the lines above say why. --no-seed starts without it.",
  });
  const seeded = parseSeeded(output);
  if (seeded.owner.password !== undefined) {
    writePrivateFile(
      signInFile(dataDir),
      `Email     ${seeded.owner.email}\nPassword  ${seeded.owner.password}\n`,
    );
  }
  return seeded;
}

/** @param {import("./data-directory.mjs").DataDirectory} dataDir */
export const signInFile = (dataDir) => join(dataDir.path, "sign-in.txt");

/** @param {import("./data-directory.mjs").DataDirectory} dataDir @returns {string | null} */
export function readSignIn(dataDir) {
  const file = signInFile(dataDir);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

/** @param {string} output @returns {Seeded} */
function parseSeeded(output) {
  const from = output.indexOf("{");
  try {
    return JSON.parse(output.slice(from));
  } catch (cause) {
    throw new StartError("The seed did not answer with JSON.", { cause });
  }
}

/** @param {string[]} args a TypeScript program of ours, without the second process that the `tsx` command would be */
function tsx(...args) {
  return { command: process.execPath, args: ["--import", "tsx", ...args] };
}
