#!/usr/bin/env node
import { runStages } from "./testing/stage.mjs";
import { verifyStage } from "./testing/verify-stage.mjs";

await runStages([verifyStage]);
