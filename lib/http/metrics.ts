import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";
import { registerGauges } from "@/lib/observability/gauges";
import { findGauges } from "@/lib/services/health";
import { getRuntime } from "./runtime";

/*
 * One registry per process, on globalThis for the same reason as the runtime: server.ts and Next's bundles are two
 * copies of this module. Labels are route patterns and codes, never slugs, ids or tenants.
 */
const KEY = Symbol.for("gatehouse.web-metrics");

export type WebMetrics = {
  registry: Registry;
  requests: Counter<"route" | "method" | "status">;
  seconds: Histogram<"route" | "method">;
};

/** The metrics of this web process, made on first use. */
export function webMetrics(): WebMetrics {
  const holder = globalThis as { [KEY]?: WebMetrics };
  holder[KEY] ??= createMetrics();
  return holder[KEY];
}

function createMetrics(): WebMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registerGauges(registry, () => findGauges(getRuntime()));
  return {
    registry,
    requests: new Counter({
      name: "gatehouse_api_requests_total",
      help: "Requests to the management API by route, method and status.",
      labelNames: ["route", "method", "status"],
      registers: [registry],
    }),
    seconds: new Histogram({
      name: "gatehouse_api_request_seconds",
      help: "Time to answer a request to the management API.",
      labelNames: ["route", "method"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
  };
}
