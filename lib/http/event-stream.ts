/*
 * Server-sent events. Open streams are kept on globalThis, because server.ts and Next's bundle load this module once
 * each in the same process, and whoever stops the process must end them all.
 */
const KEY = Symbol.for("gatehouse.open-event-streams");
type Streams = { open: Set<() => void>; isStopping: boolean };
const streams = ((globalThis as { [KEY]?: Streams })[KEY] ??= { open: new Set(), isStopping: false });

/** A silent stream is cut by proxies. */
const BEAT_MS = 15_000;

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // no-transform keeps compression from holding events back, the last one proxies from buffering.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

export type EventStream = {
  /** Sends one event; does nothing once the stream has ended. `data` must have no line break. */
  send: (event: { event: string; data: string; id?: string | number }) => void;
  end: () => void;
};

/**
 * An answer that goes on until either side ends it. `begin` is called at once; what it returns is called once, when
 * the stream has ended, whoever ended it.
 */
export function eventStream(request: Request, begin: (stream: EventStream) => () => void): Response {
  if (streams.isStopping) return new Response(null, { status: 503, headers: { connection: "close" } });
  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let isOver = false;
      let onEnd: (() => void) | undefined;
      const write = (text: string) => {
        if (!isOver) controller.enqueue(encoder.encode(text));
      };
      const beat = setInterval(() => write(": still here\n\n"), BEAT_MS);
      end = () => {
        if (isOver) return;
        isOver = true;
        clearInterval(beat);
        streams.open.delete(end);
        request.signal.removeEventListener("abort", end);
        onEnd?.();
        // Of a stream that the reader has cancelled there is nothing left to close.
        if (!request.signal.aborted) tryClose(controller);
      };
      streams.open.add(end);
      request.signal.addEventListener("abort", end);
      // The first bytes go out now, so that the browser knows that the stream is open.
      write(": open\n\n");
      onEnd = begin({
        send: ({ event, data, id }) =>
          write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`),
        end,
      });
      if (isOver) onEnd();
    },
    cancel: () => end(),
  });
  return new Response(body, { headers: HEADERS });
}

function tryClose(controller: ReadableStreamDefaultController): void {
  try {
    controller.close();
  } catch {
    // Cancelled a moment ago.
  }
}

/**
 * Ends every stream of this process and begins no other, so that a stop need not wait for people to close their pages:
 * they come back at once, over connections that are still open.
 */
export function endEventStreams(): void {
  streams.isStopping = true;
  for (const end of streams.open) end();
}
