#!/usr/bin/env node
/** `npm run bench` runs every bench in scripts/bench, `npm run bench -- <name> [options]` one of them. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { inProject, PROJECT } from "./provision/project.mjs";

const benches = readdirSync(inProject("scripts", "bench"))
  .filter((file) => file.endsWith(".mjs"))
  .map((file) => basename(file, ".mjs"));
const [name, ...options] = process.argv.slice(2);
if (name === "--help" || name === "-h") {
  console.log(
    [
      "npm run bench                        all of them, one after the other",
      ...benches.map(
        (bench) => `npm run bench:${`${bench} -- [options]`.padEnd(23)}--help lists its options`,
      ),
    ].join("\n"),
  );
  process.exit(0);
}
if (name !== undefined && !benches.includes(name)) {
  console.error(`There is no bench named ${name}; there are: ${benches.join(", ")}.`);
  process.exit(2);
}
for (const bench of name === undefined ? benches : [name]) {
  const script = inProject("scripts", "bench", `${bench}.mjs`);
  const { status } = spawnSync(process.execPath, ["--import", "tsx", script, ...options], {
    cwd: PROJECT,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
