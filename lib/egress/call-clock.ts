import { classifyEgressFailure } from "./egress-error";
import type { EgressErrorCode } from "./egress-errors";
import type { HttpExchange, HttpRequest } from "./http-exchange";
import { connectionSince, type SocketTrace } from "./socket-timings";

const DEFAULT_CONNECT_TIMEOUT_MS = 5000;

/** The time limits of one call, who ended it, and how long its steps took. */
export class CallClock {
  readonly startedAtMs = Date.now();
  readonly signal: AbortSignal;
  readonly #origin = performance.now();
  readonly #controller = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #caller: AbortSignal | undefined;
  #trace: SocketTrace = { socket: null, address: null };
  #headAtMs: number | null = null;
  #reason: EgressErrorCode | null = null;

  constructor(request: HttpRequest) {
    this.signal = this.#controller.signal;
    this.#caller = request.signal;
    const connectTimeoutMs = request.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS;
    this.#timers.push(setTimeout(() => this.#end("timeout"), request.timeoutMs));
    this.#timers.push(setTimeout(() => this.#endUnlessConnected(), connectTimeoutMs));
    if (request.signal?.aborted === true) this.#end("aborted");
    else request.signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  readonly #onAbort = (): void => this.#end("aborted");

  /** From now on the clock knows whether a connection was found. */
  watch(trace: SocketTrace): void {
    this.#trace = trace;
  }

  headArrived(): void {
    this.#headAtMs = performance.now();
  }

  /** Why the call failed: our own limit if that ended it, else what the error says. */
  codeOf(error: unknown): EgressErrorCode {
    return this.#reason ?? classifyEgressFailure(error);
  }

  /** Stops the limits; the call is over. */
  readonly stop = (): void => {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#caller?.removeEventListener("abort", this.#onAbort);
  };

  /** The exchange with the times until now. */
  measure(exchange: HttpExchange): HttpExchange {
    const totalMs = performance.now() - this.#origin;
    const connection = connectionSince(this.#trace, this.#origin);
    const timings = {
      dnsMs: roundOrNull(connection?.dnsMs),
      connectMs: roundOrNull(connection?.connectMs),
      tlsMs: roundOrNull(connection?.tlsMs),
      firstByteMs: this.#headAtMs === null ? null : round(this.#headAtMs - this.#origin),
      totalMs: round(totalMs),
    };
    return { ...exchange, remoteAddress: this.#trace.address, durationMs: Math.round(totalMs), timings };
  }

  /** As `measure`, and the call is over. */
  finish(exchange: HttpExchange): HttpExchange {
    this.stop();
    return this.measure(exchange);
  }

  #endUnlessConnected(): void {
    if (this.#trace.socket === null) this.#end("connect_timeout");
  }

  #end(reason: EgressErrorCode): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.#controller.abort();
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function roundOrNull(ms: number | null | undefined): number | null {
  return ms === null || ms === undefined ? null : round(ms);
}
