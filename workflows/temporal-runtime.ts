import { type AddressInfo, createServer } from "node:net";
import { DefaultLogger, makeTelemetryFilterString, Runtime as TemporalRuntime } from "@temporalio/worker";
import { messageOf } from "@/lib/errors";
import type { Logger } from "@/lib/observability/logger";

/** What the SDK counts itself, in Prometheus' text format; nothing where it could not be had. */
export type SdkMetrics = () => Promise<string>;

const NOTHING: SdkMetrics = async () => "";

/**
 * Makes the SDK speak through our logger; its workflow-level chatter is not for operators. With metrics it serves its own
 * on a free port of loopback, the only way it has, and we read them from there. To be called once, before anything else
 * of the SDK.
 */
export async function installTemporalRuntime(log: Logger, hasMetrics: boolean): Promise<SdkMetrics> {
  if (!hasMetrics) {
    install(log, undefined);
    return NOTHING;
  }
  const bindAddress = `127.0.0.1:${await findFreePort()}`;
  try {
    install(log, bindAddress);
  } catch (error) {
    log.warn({ reason: messageOf(error) }, "no metrics of the Temporal SDK");
    install(log, undefined);
    return NOTHING;
  }
  return async () => {
    try {
      return await (
        await fetch(`http://${bindAddress}/metrics`, { signal: AbortSignal.timeout(2000) })
      ).text();
    } catch {
      // What we count ourselves is worth having without it.
      return "";
    }
  };
}

function install(log: Logger, bindAddress: string | undefined): void {
  TemporalRuntime.install({
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: "WARN" }), forward: {} },
      ...(bindAddress === undefined
        ? {}
        : { metrics: { prometheus: { bindAddress, unitSuffix: true, useSecondsForDurations: true } } }),
    },
    logger: new DefaultLogger("WARN", ({ level, message }) => {
      if (level === "ERROR") log.error({ sdk: true }, message);
      else log.warn({ sdk: true }, message);
    }),
  });
}

function findFreePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
