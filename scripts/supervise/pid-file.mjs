import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** @typedef {{ pid: number, identity: string }} ProcessMark */

/**
 * Writes `<name>.pid` with nothing but the number, for `kill $(cat …)`, and beside it what tells this process from a later
 * one that got the same number.
 * @param {string} file @param {number} pid
 */
export function writePidFile(file, pid) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${pid}\n`);
  writeFileSync(identityFile(file), `${identityOf(pid)}\n`);
}

/** @param {string} file @param {number} pid removes the file unless another process has written it since */
export function removePidFile(file, pid) {
  if (readNumber(file) !== pid) return;
  rmSync(file, { force: true });
  rmSync(identityFile(file), { force: true });
}

/**
 * @param {string} file
 * @returns {number | null} the pid, when the very process that the file was written for still lives
 */
export function findLivePid(file) {
  const pid = readNumber(file);
  if (pid === null || !existsSync(identityFile(file))) return null;
  const identity = readFileSync(identityFile(file), "utf8").trim();
  return identity !== "" && identityOf(pid) === identity ? pid : null;
}

/** @param {number} pid @returns {string} when the process was started, or "" when it is gone (a zombie counts as gone) */
export function identityOf(pid) {
  try {
    if (!existsSync("/proc/self/stat"))
      return execFileSync("ps", ["-p", String(pid), "-o", "lstart="], { encoding: "utf8" }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces; the state is the first field after it and the start time the twentieth.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? "" : (fields[19] ?? "");
  } catch {
    return "";
  }
}

/** @param {string} file */
function readNumber(file) {
  if (!existsSync(file)) return null;
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/** @param {string} file */
const identityFile = (file) => file.replace(/\.pid$/, ".identity");
