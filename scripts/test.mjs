#!/usr/bin/env node
import { browserStage } from "./testing/browser-stage.mjs";
import { integrationStage } from "./testing/integration-stage.mjs";
import { runStages } from "./testing/stage.mjs";
import { verifyStage } from "./testing/verify-stage.mjs";

await runStages([verifyStage, integrationStage, browserStage], { lastLine: true });
