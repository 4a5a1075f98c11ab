import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../supervise/run-command.mjs";
import { withFileLock } from "./file-lock.mjs";
import { inProject, PROJECT } from "./project.mjs";
import { StartError } from "./start-error.mjs";

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
  return withFileLock(lockFile(), {
    onWait: () => say("another start is building; waiting for it"),
    work: async () => {
      const sources = hashSources();
      if (isBuilt(sources)) return "built by another start";
      say("next build, about 20 seconds");
      await build({ env, logFile, say });
      writeFileSync(STAMP, sources);
      return "built";
    },
  });
}

/** Not in the checkout: the build empties its own directory, and node_modules may belong to someone else. */
function lockFile() {
  const checkout = createHash("sha256").update(PROJECT).digest("hex").slice(0, 12);
  return join(tmpdir(), `gatehouse-build-${checkout}-${process.getuid?.() ?? 0}.lock`);
}

/** @param {{ env: NodeJS.ProcessEnv, logFile: string, say: (message: string) => void }} options */
async function build({ env, logFile, say }) {
  requireWritable();
  await runCommand({
    command: "npm",
    args: ["run", "--silent", "build"],
    cwd: PROJECT,
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    logFile,
    onLine: say,
    failure: "The build failed; the lines above say where.",
    failureLines: 80,
  });
}

function requireWritable() {
  try {
    mkdirSync(inProject(".next"), { recursive: true });
    accessSync(inProject(".next"), constants.W_OK);
  } catch (cause) {
    throw new StartError(
      `The application must be built and ${PROJECT} is not writable for this user: make it writable, or run \`npm run build\` there as its owner.`,
      { cause },
    );
  }
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

/** @param {string} path @returns {string[]} the file, or the files below the directory; none when it does not exist */
function listFiles(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => !NOT_BUILT.test(name));
  return names.sort().flatMap((name) => listFiles(join(path, name)));
}
