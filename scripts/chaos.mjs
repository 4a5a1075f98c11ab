#!/usr/bin/env node
/** `npm run chaos [-- --rounds 30 --seed 1]`: kills processes under load, then looks for every check. Exits 1 on any loss. */
import { register } from "tsx/esm/api";

register();
const { runChaos } = await import("./chaos/run-chaos.ts");
process.exitCode = await runChaos(process.argv.slice(2));
