#!/usr/bin/env node
/**
 * `npm run fuzz [-- --requests 100000 --seed 1 --connections 32 --door direct|next]`: generated requests, signed and
 * unsigned, against a running production server. Fails when one is answered 5xx or not at all, or when the server
 * leaves a rejection unhandled, fails inside, or ends.
 */
import { spawnSync } from "node:child_process";
import { inProject, PROJECT } from "./provision/project.mjs";

const script = inProject("scripts", "fuzz", "run.ts");
const { status } = spawnSync(process.execPath, ["--import", "tsx", script, ...process.argv.slice(2)], {
  cwd: PROJECT,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
