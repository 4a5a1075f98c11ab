import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  mkdtempSync,
} from "node:fs";
import { join } from "node:path";
import { endProcess } from "../supervise/processes.mjs";
import { isRoot } from "./data-directory.mjs";
import { firstClosedParent } from "./postgres-binaries.mjs";
import { StartError } from "./start-error.mjs";

/** @typedef {{ uid: number, gid: number } | undefined} Account */

const ELSEWHERE = "/var/lib/gatehouse";

const SETTINGS = [
  "listen_addresses = '127.0.0.1'",
  // No socket file: its path has a length limit that a data directory may exceed.
  "unix_socket_directories = ''",
  "password_encryption = 'scram-sha-256'",
  "timezone = 'UTC'",
  "log_timezone = 'UTC'",
  "log_line_prefix = '%m [%p] %q%u@%d '",
  "max_connections = 200",
];

/**
 * The directory of the cluster. Under root it may have to lie elsewhere: the user `postgres` cannot enter, say, /root.
 * A note in the data directory then says where.
 * @param {string} dataDir @param {{ throwaway: boolean }} options
 * @returns {string}
 */
export function placeCluster(dataDir, { throwaway }) {
  const usual = join(dataDir, "data", "postgres");
  if (!isRoot() || firstClosedParent(dataDir) === null) return usual;
  const note = `${usual}-is-elsewhere`;
  if (!existsSync(note)) {
    const base = throwaway ? tmpdir() : ELSEWHERE;
    mkdirSync(base, { recursive: true });
    const directory = mkdtempSync(join(base, "gatehouse-postgres-"));
    writeFileSync(note, directory);
    // Whoever made the data directory for a test removes it, and cannot know of this one.
    if (throwaway) process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  }
  return readFileSync(note, "utf8").trim();
}

/**
 * Makes an empty cluster unless there is a complete one.
 * @param {{ directory: string, initdb: string, account: Account, superuserPassword: string }} options
 */
export function ensureCluster({ directory, initdb, account, superuserPassword }) {
  const complete = join(directory, "gatehouse-cluster-complete");
  if (existsSync(complete)) return;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  if (account) chownSync(directory, account.uid, account.gid);
  const passwordFile = `${directory}.password`;
  writeFileSync(passwordFile, `${superuserPassword}\n`, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const result = spawnSync(
    initdb,
    [
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
      "--no-instructions",
      "-D",
      directory,
    ],
    { ...account, cwd: directory, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    throw new StartError(`Postgres could not create its data directory ${directory}.`, {
      cause: result.error,
      details: `${result.stderr ?? ""}${result.error?.message ?? ""}`.trim(),
    });
  }
  appendFileSync(join(directory, "postgresql.conf"), `\n${SETTINGS.join("\n")}\n`);
  writeFileSync(complete, "");
}

/**
 * Ends a server that an earlier run left on this cluster (we were killed), and forgets one that is gone.
 * @param {string} directory
 */
export async function endLeftoverPostgres(directory) {
  const lock = join(directory, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, "utf8"), 10);
  if (isPostgres(pid, directory)) await endProcess(pid, { signal: "SIGINT", timeoutMs: 15_000 });
  // After a reboot or in a new container the number may belong to anyone, and Postgres would refuse to start.
  rmSync(lock, { force: true });
}

/** @param {number} pid @param {string} directory */
function isPostgres(pid, directory) {
  try {
    const { stdout } = existsSync("/proc/self/cmdline")
      ? { stdout: readFileSync(`/proc/${pid}/cmdline`, "utf8") }
      : spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
    return stdout.includes(directory);
  } catch {
    return false;
  }
}
