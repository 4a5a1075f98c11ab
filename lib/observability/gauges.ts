import { Gauge, type Registry } from "prom-client";

/** One number an operator watches; `label` is empty where the gauge has none. */
export type GaugeReading = { gauge: string; label: string; value: number };

/** Scrapers come every few seconds, perhaps several of them; the counts are good for this long. */
const FRESH_MS = 10_000;

const GAUGES = {
  checks_open: "Checks that are not over, by state.",
  lifecycle_lag_seconds: "Age of the oldest change that a lifecycle has not seen yet.",
  notification_lag_seconds: "How late the oldest notification is that should have been sent.",
  notifications_unfetched: "Notifications whose result Maxsight has not fetched, by state.",
  attempts_open: "Attempts to notify Maxsight that are under way.",
  provider_cancels_owed: "Cancelled checks whose provider has yet to be told.",
  inbound_open: "Webhooks that no check was found for or that failed, by state.",
  breakers_open: "Circuit breakers that are not closed, by scope.",
} as const;
const LABELS: Partial<Record<keyof typeof GAUGES, string>> = {
  checks_open: "state",
  notifications_unfetched: "state",
  inbound_open: "state",
  breakers_open: "scope",
};

/**
 * Registers the numbers that come from Postgres. `read` gets them all and answers with none when it cannot: while Postgres is
 * away they are absent, which an alert can see.
 */
export function registerGauges(registry: Registry, read: () => Promise<GaugeReading[] | null>): void {
  let readAtMs = -Infinity;
  let readings: Promise<GaugeReading[]> = Promise.resolve([]);
  const fresh = (): Promise<GaugeReading[]> => {
    if (performance.now() - readAtMs < FRESH_MS) return readings;
    readAtMs = performance.now();
    readings = read().then((found) => {
      if (found === null) readAtMs = -Infinity;
      return found ?? [];
    });
    return readings;
  };
  for (const name of Object.keys(GAUGES) as (keyof typeof GAUGES)[]) registerGauge(registry, name, fresh);
}

function registerGauge(
  registry: Registry,
  name: keyof typeof GAUGES,
  fresh: () => Promise<GaugeReading[]>,
): void {
  const label = LABELS[name];
  const gauge = new Gauge({
    name: `gatehouse_${name}`,
    help: GAUGES[name],
    labelNames: label === undefined ? [] : [label],
    registers: [registry],
    async collect() {
      const own = (await fresh()).filter((reading) => reading.gauge === name);
      gauge.reset();
      if (label === undefined && own.length === 0) gauge.remove();
      for (const { label: value, value: number } of own) {
        if (label === undefined) gauge.set(number);
        else gauge.set({ [label]: value }, number);
      }
    },
  });
}
