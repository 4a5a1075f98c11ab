#!/usr/bin/env node
import { integrationStage } from "./testing/integration-stage.mjs";
import { runStages } from "./testing/stage.mjs";

await runStages([integrationStage]);
