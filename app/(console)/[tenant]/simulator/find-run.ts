import { NotFoundError } from "@/lib/errors";
import type { ServiceContext } from "@/lib/services/context";
import { getSimulation, type Simulation } from "@/lib/services/simulations";

/** A run that is still kept, or null: runs are forgotten after an hour, and with a restart. */
export function findRun(ctx: ServiceContext, id: string): Simulation | null {
  try {
    return getSimulation(ctx, { id });
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
