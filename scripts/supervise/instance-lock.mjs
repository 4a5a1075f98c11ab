import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { StartError } from "../provision/start-error.mjs";
import { findLivePid, removePidFile, writePidFile } from "./pid-file.mjs";

/**
 * One supervisor per data directory. Throws a StartError with the URL when another one runs on it.
 * @param {import("../provision/data-directory.mjs").DataDirectory} dataDir @param {string} url
 * @returns {() => void} gives it up
 */
export function takeInstanceLock(dataDir, url) {
  const pidFile = dataDir.pidFile("supervisor");
  const urlFile = pidFile.replace(/\.pid$/, ".url");
  const holder = findLivePid(pidFile);
  if (holder !== null && holder !== process.pid) {
    const at = existsSync(urlFile) ? ` at ${readFileSync(urlFile, "utf8").trim()}` : "";
    throw new StartError(
      `Gatehouse already runs on ${dataDir.path}${at} (pid ${holder}): open it, stop it with \`kill ${holder}\`, or start another one with --data-dir and --port.`,
    );
  }
  writePidFile(pidFile, process.pid);
  writeFileSync(urlFile, `${url}\n`);
  return () => {
    removePidFile(pidFile, process.pid);
    rmSync(urlFile, { force: true });
  };
}
