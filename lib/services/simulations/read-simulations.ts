import { NotFoundError } from "@/lib/errors";
import { requireScope, type ServiceContext } from "../context";
import { runsOf, type Simulation, type StoredRun } from "./run-store";

/** The tenant's runs of the last hour in this process, newest first, without their steps. */
export function listSimulations(ctx: ServiceContext): Omit<Simulation, "steps">[] {
  requireScope(ctx, "checks:read");
  return runsOf(ctx.tenantId, ctx.now()).map(({ simulation }) => {
    const { steps: _, ...rest } = simulation;
    return rest;
  });
}

/** One run with everything that happened so far. Throws NotFoundError, for other tenants' runs and forgotten ones too. */
export function getSimulation(ctx: ServiceContext, input: { id: string }): Simulation {
  requireScope(ctx, "checks:read");
  return findRun(ctx, input.id).simulation;
}

/** Calls `watcher` at every change of a run until the returned function is called. Throws NotFoundError. */
export function watchSimulation(ctx: ServiceContext, input: { id: string }, watcher: () => void): () => void {
  requireScope(ctx, "checks:read");
  return findRun(ctx, input.id).watch(watcher);
}

/** Ends a run early: calls under way are broken off. Stopping a finished run changes nothing. Throws NotFoundError. */
export function stopSimulation(ctx: ServiceContext, input: { id: string }): void {
  requireScope(ctx, "checks:write");
  findRun(ctx, input.id).stop.abort("person");
}

function findRun(ctx: ServiceContext, id: string): StoredRun {
  const run = runsOf(ctx.tenantId, ctx.now()).find(({ simulation }) => simulation.id === id);
  if (run === undefined)
    throw new NotFoundError("There is no such simulation; they are kept for an hour, until a restart.");
  return run;
}
