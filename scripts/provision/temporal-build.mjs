import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { StartError } from "./start-error.mjs";
import { TEMPORAL_CLI_VERSION } from "./temporal-version.mjs";

const MODULE = `github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_CLI_VERSION}`;
const MINIMUM_GO_MINOR = 25;
// Measured on a cold cache; only for the person waiting.
const PACKAGES = 1150;

/** @returns {string | null} the Go command, when it is new enough for Temporal's module */
export function findGo() {
  for (const command of ["go", "/usr/local/go/bin/go"]) {
    const { stdout, status } = spawnSync(command, ["env", "GOVERSION"], { encoding: "utf8" });
    const version = /^go1\.(\d+)/.exec(stdout ?? "");
    if (status === 0 && version && Number(version[1]) >= MINIMUM_GO_MINOR) return command;
  }
  return null;
}

/**
 * Builds the server with `go install`. Minutes, several gigabytes of Go caches; done once per user.
 * @param {{ go: string, target: string, onProgress: (message: string) => void }} options
 */
export async function buildTemporal({ go, target, onProgress }) {
  const bin = `${target}.${process.pid}.bin`;
  mkdirSync(bin, { recursive: true });
  try {
    await runGoInstall({ go, bin, onProgress });
    const built = join(bin, "temporal");
    if (!existsSync(built)) throw new StartError(`\`go install ${MODULE}\` left no program in ${bin}.`);
    renameSync(built, target);
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}

/** @param {{ go: string, bin: string, onProgress: (message: string) => void }} options */
async function runGoInstall({ go, bin, onProgress }) {
  onProgress("building Temporal's server with Go, once: 1 to 5 minutes, 3 GB of Go caches");
  const startedAtMs = Date.now();
  const child = spawn(go, ["install", "-v", "-trimpath", "-ldflags=-s -w", MODULE], {
    env: { ...process.env, GOBIN: bin, GOFLAGS: "" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  /** @type {string[]} */
  const tail = [];
  let packages = 0;
  let modules = 0;
  createInterface({ input: child.stderr }).on("line", (line) => {
    tail.push(line);
    if (tail.length > 8) tail.shift();
    if (line.startsWith("go: downloading")) modules += 1;
    else packages += 1;
  });
  const report = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    const doing =
      packages > 0 ? `${packages} of about ${PACKAGES} packages compiled` : `${modules} modules downloaded`;
    onProgress(`building Temporal's server with Go: ${doing}, ${seconds} s`);
  }, 2000);
  const code = await new Promise((resolve) => {
    child.once("error", () => resolve(-1));
    child.once("close", resolve);
  });
  clearInterval(report);
  process.off("exit", killWithUs);
  if (code !== 0) throw new StartError(`\`go install ${MODULE}\` failed.`, { details: tail.join("\n") });
}
