import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { DiagnosticsChannel } from "undici";

/** How a connection came about; `startedAtMs` on the clock of `performance.now()`. */
export type ConnectionTimings = {
  startedAtMs: number;
  dnsMs: number;
  connectMs: number;
  tlsMs: number | null;
};

/** Which socket a request went out on, once it did. */
export type SocketTrace = { socket: Socket | null; address: string | null };

const connections = new WeakMap<Socket, ConnectionTimings>();
const traces = new WeakMap<object, SocketTrace>();
let creating: SocketTrace | null = null;

/** Called once by whoever made the connection. */
export function rememberConnection(socket: Socket, timings: ConnectionTimings): void {
  connections.set(socket, timings);
}

/** The timings of the connection under `trace` if it was made after `sinceMs`; `null` when it was pooled before. */
export function connectionSince(trace: SocketTrace, sinceMs: number): ConnectionTimings | null {
  const timings = trace.socket === null ? undefined : connections.get(trace.socket);
  return timings === undefined || timings.startedAtMs < sinceMs ? null : timings;
}

/** Runs `dispatch`, which hands one request to undici before it returns, and says which socket carried it. */
export function traceSocket<Result>(dispatch: () => Result): { result: Result; trace: SocketTrace } {
  const trace: SocketTrace = { socket: null, address: null };
  creating = trace;
  try {
    return { result: dispatch(), trace };
  } finally {
    creating = null;
  }
}

// undici publishes `create` while the request is handed over and `sendHeaders` when a socket takes it.
subscribe("undici:request:create", (message) => {
  const { request } = message as DiagnosticsChannel.RequestCreateMessage;
  if (creating !== null) traces.set(request, creating);
  creating = null;
});

subscribe("undici:client:sendHeaders", (message) => {
  const { request, socket } = message as DiagnosticsChannel.ClientSendHeadersMessage;
  const trace = traces.get(request);
  if (trace === undefined) return;
  trace.socket = socket;
  trace.address = socket.remoteAddress ?? null;
});
