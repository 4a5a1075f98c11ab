import { readFileSync } from "node:fs";

/**
 * Ends the process with one sentence on a Node.js older than `engines` in package.json. To be called before anything else is
 * imported: an old Node.js would fail on the import and say something else.
 */
export function requireNodeVersion() {
  const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const minimum = String(engines.node).replace(/^>=/, "");
  if (compareVersions(process.versions.node, minimum) >= 0) return;
  const found = process.versions.node;
  console.error(
    `Gatehouse needs Node.js ${minimum} or newer and this is ${found}: install a newer one from https://nodejs.org.`,
  );
  process.exit(1);
}

/** @param {string} left @param {string} right */
function compareVersions(left, right) {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  const at = [0, 1, 2].find((index) => (a?.[index] ?? 0) !== (b?.[index] ?? 0)) ?? 2;
  return (a?.[at] ?? 0) - (b?.[at] ?? 0);
}
