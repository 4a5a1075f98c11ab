import { readFileSync } from "node:fs";
import { StartError } from "./start-error.mjs";

/** Refuses a Node.js older than `engines` in package.json, before anything depends on it. */
export function checkNodeVersion() {
  const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const minimum = String(engines.node).replace(/^>=/, "");
  if (compareVersions(process.versions.node, minimum) >= 0) return;
  throw new StartError(
    `Gatehouse needs Node.js ${minimum} or newer and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
  );
}

/** @param {string} left @param {string} right */
function compareVersions(left, right) {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  const at = [0, 1, 2].find((index) => (a?.[index] ?? 0) !== (b?.[index] ?? 0)) ?? 2;
  return (a?.[at] ?? 0) - (b?.[at] ?? 0);
}
