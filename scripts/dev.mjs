#!/usr/bin/env node
import { runStartCommand } from "./supervise/start-command.mjs";

await runStartCommand({ command: "dev", mode: "development" });
