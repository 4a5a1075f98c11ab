#!/usr/bin/env node
import { requireNodeVersion } from "./provision/node-version.mjs";

requireNodeVersion();
const { runStartCommand } = await import("./supervise/start-command.mjs");
await runStartCommand({ command: "dev", mode: "development" });
