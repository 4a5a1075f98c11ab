import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Settings } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import type { Logger } from "@/lib/observability/logger";
import { holdsToken, isForwarded, isLoopback } from "@/lib/observability/metrics-access";

type MetricsSettings = Pick<Settings, "WORKER_METRICS_HOST" | "WORKER_METRICS_PORT" | "METRICS_TOKEN">;

/** Texts in Prometheus' format, each from its own source. */
type Source = { contentType: string; read: () => Promise<string> };

const CLOSED = { port: null, close: async () => {} };

/**
 * Serves `GET /metrics` of this worker: to whoever has METRICS_TOKEN, and where none is set, to this host only. A worker
 * is worth more than its metrics: when the port is taken it says so and goes on without. `port` is null then, and when it
 * is switched off.
 */
export async function serveWorkerMetrics(
  settings: MetricsSettings,
  source: Source,
  log: Logger,
): Promise<{ port: number | null; close: () => Promise<void> }> {
  const { WORKER_METRICS_HOST: host, WORKER_METRICS_PORT: port } = settings;
  if (port === 0) return CLOSED;
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refuse(request, settings.METRICS_TOKEN);
    if (refusal !== null) return void response.writeHead(refusal).end();
    try {
      const text = await source.read();
      response.writeHead(200, { "content-type": source.contentType, "cache-control": "no-store" }).end(text);
    } catch (error) {
      log.warn({ reason: messageOf(error) }, "metrics could not be read");
      response.writeHead(503).end();
    }
  }

  try {
    await listen(server, host, port);
  } catch (error) {
    log.warn({ host, port, reason: messageOf(error) }, "no metrics of this worker: see WORKER_METRICS_PORT");
    return CLOSED;
  }
  server.unref();
  const bound = (server.address() as AddressInfo).port;
  log.info({ host, port: bound }, "metrics are served");
  return { port: bound, close: () => close(server) };
}

/** The status of a refusal; null where the answer may be given. */
function refuse(request: IncomingMessage, token: string | undefined): number | null {
  const path = (request.url ?? "").split("?")[0];
  if (path !== "/metrics" || (request.method !== "GET" && request.method !== "HEAD")) return 404;
  if (token !== undefined) return holdsToken(request.headers.authorization, token) ? null : 401;
  return isLoopback(request.socket.remoteAddress) && !isForwarded(request.headers) ? null : 404;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
