#!/usr/bin/env node
/** `npm run outage [-- --checks 10000]`: Maxsight is away while notifications pile up, and comes back. Exits 1 on any loss. */
import { register } from "tsx/esm/api";

register();
const { runOutage } = await import("./outage/run-outage.ts");
process.exitCode = await runOutage(process.argv.slice(2));
