#!/usr/bin/env node
import { browserStage } from "./testing/browser-stage.mjs";
import { runStages } from "./testing/stage.mjs";

await runStages([browserStage]);
