import { messageOf } from "@/lib/errors";
import type { GaugeReading } from "@/lib/observability/gauges";
import type { Runtime } from "../context";

/** What is open, waiting and late right now, straight from Postgres: the same from every process. */
async function readGauges(runtime: Runtime): Promise<GaugeReading[]> {
  return [...(await runtime.db.sql<GaugeReading[]>`select gauge, label, value from system_gauges()`)];
}

/** The same, or null when Postgres is away, which is logged. */
export async function findGauges(runtime: Runtime): Promise<GaugeReading[] | null> {
  return readGauges(runtime).catch((error: unknown) => {
    runtime.log.warn({ reason: messageOf(error) }, "the gauges could not be read");
    return null;
  });
}
