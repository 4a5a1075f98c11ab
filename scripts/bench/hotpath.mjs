// npm run bench:hotpath — the production server against a bare node:http server, alternating, in one run.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const run = fileURLToPath(new URL("./hotpath/run.ts", import.meta.url));
const tsx = fileURLToPath(new URL("../../node_modules/tsx/dist/cli.mjs", import.meta.url));
const { status } = spawnSync(process.execPath, [tsx, run, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
