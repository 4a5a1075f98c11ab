import type { Runtime } from "../context";

/** One number an operator watches, over all tenants; `label` is empty where the gauge has none. */
export type GaugeReading = { gauge: string; label: string; value: number };

/** What is open, waiting and late right now, straight from Postgres: the same from every process. */
export async function readGauges(runtime: Runtime): Promise<GaugeReading[]> {
  return [...(await runtime.db.sql<GaugeReading[]>`select gauge, label, value from system_gauges()`)];
}
