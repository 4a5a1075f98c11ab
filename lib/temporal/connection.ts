import { Client, Connection } from "@temporalio/client";
import type { Settings } from "@/lib/env";

export type TemporalSettings = Pick<
  Settings,
  "TEMPORAL_ADDRESS" | "TEMPORAL_NAMESPACE" | "TEMPORAL_API_KEY" | "TEMPORAL_TLS"
>;

/** After an outage the channel must not sit in gRPC's own back-off, which grows to two minutes. */
const CHANNEL = { "grpc.max_reconnect_backoff_ms": 1000, "grpc.initial_reconnect_backoff_ms": 100 };

/** How to reach Temporal, for the client and for the worker's native connection alike. An API key implies TLS. */
export function connectionOptions(settings: TemporalSettings) {
  const { TEMPORAL_API_KEY: apiKey } = settings;
  return {
    address: settings.TEMPORAL_ADDRESS,
    tls: settings.TEMPORAL_TLS || apiKey !== undefined,
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}

/** A client that connects with its first call. Wrap each call in `within`: a server that hangs must not hang us. */
export function openClient(settings: TemporalSettings): Client {
  const connection = Connection.lazy({
    ...connectionOptions(settings),
    channelArgs: CHANNEL,
    // Without the SDK's own retries: whoever calls has a deadline and a circuit, a server that is away is known at once,
    // and no retry is left over that would throw when the channel is closed.
    interceptors: [],
  });
  return new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
}

/**
 * Runs a call with a deadline. Rejects with the client's error, or with `TimedOut` when the library itself overruns it.
 */
export async function within<Result>(
  client: Client,
  ms: number,
  call: () => Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const overrun = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(ms)), ms + 100);
  });
  try {
    return await Promise.race([client.withDeadline(Date.now() + ms, call), overrun]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a call failed because there is no server to talk to (gRPC status 14), not because it was slow. */
export function isServerGone(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && cause.code === 14) return true;
  }
  return false;
}

class TimedOut extends Error {
  constructor(ms: number) {
    super(`Temporal did not answer in ${ms} ms.`);
    this.name = "TimedOut";
  }
}
