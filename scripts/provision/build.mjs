import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../supervise/run-command.mjs";
import { withFileLock } from "./file-lock.mjs";
import { inProject, PROJECT } from "./project.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "workflows",
  "public",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const OUTPUTS = [".next/BUILD_ID", "dist"];
const STAMP = inProject(".next", "gatehouse-sources");
const NOT_BUILT = /\.(test|spec)\.tsx?$|^histories$|^testing$/;

/**
 * Builds the dashboard and the workflow bundle, only when their sources changed since the last build.
 * @param {{ env: NodeJS.ProcessEnv, logFile: string, say: (message: string) => void }} options
 * @returns {Promise<string>} what was done
 */
export async function ensureBuilt({ env, logFile, say }) {
  if (isBuilt(hashSources())) return "up to date";
  return withFileLock(inProject("node_modules", ".gatehouse-build.lock"), {
    onWait: () => say("another start is building; waiting for it"),
    work: async () => {
      const sources = hashSources();
      if (isBuilt(sources)) return "built by another start";
      say("next build, about 20 seconds");
      await build({ script: "build", env, logFile });
      writeFileSync(STAMP, sources);
      return "built";
    },
  });
}

/** @param {{ script: string, env: NodeJS.ProcessEnv, logFile: string }} options */
async function build({ script, env, logFile }) {
  mkdirSync(inProject(".next"), { recursive: true });
  await runCommand({
    command: "npm",
    args: ["run", "--silent", script],
    cwd: PROJECT,
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    logFile,
    failure: "The build failed; the lines above say where.",
  });
}

/** @param {string} sources */
function isBuilt(sources) {
  const isComplete = OUTPUTS.every((output) => existsSync(inProject(output)));
  return isComplete && existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources;
}

/** Contents, not times: a checkout or a copy changes every time stamp. */
function hashSources() {
  const hash = createHash("sha256").update(process.version);
  for (const file of SOURCES.flatMap((path) => listFiles(inProject(path))))
    hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} files below it, sorted; none when it does not exist */
function listFiles(path) {
  if (!existsSync(path)) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => !NOT_BUILT.test(entry.name));
  return entries
    .flatMap((entry) => (entry.isDirectory() ? listFiles(join(path, entry.name)) : [join(path, entry.name)]))
    .sort();
}
