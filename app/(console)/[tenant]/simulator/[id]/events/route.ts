import { getSimulation, watchSimulation } from "@/lib/services/simulations";
import { openConsole } from "../../../../open-console";
import { orNotFound } from "../../../../or-not-found";
import { toTraceItem } from "../trace-view";

type Context = { params: Promise<{ tenant: string; id: string }> };

/** A silent stream is cut by proxies. */
const BEAT_MS = 15_000;

/**
 * The steps of a run as server-sent events, from `?after=` or the last one the browser has; ends with the run. Who may
 * not see the run gets the page that says it is not there.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tenant, id } = await params;
  const { ctx } = await openConsole(tenant);
  const run = await orNotFound(Promise.resolve().then(() => getSimulation(ctx, { id })));
  let next = firstSeq(request);
  let stop = () => {};
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const tell = () => {
        for (; next < run.steps.length; next += 1) {
          const step = run.steps[next];
          if (step !== undefined)
            send(`id: ${step.seq}\nevent: step\ndata: ${JSON.stringify(toTraceItem(step, run))}\n\n`);
        }
        if (run.state === "running") return;
        send("event: end\ndata: {}\n\n");
        stop();
        controller.close();
      };
      const beat = setInterval(() => send(": still here\n\n"), BEAT_MS);
      const unwatch = watchSimulation(ctx, { id }, tell);
      stop = () => {
        clearInterval(beat);
        unwatch();
      };
      tell();
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // no-transform keeps compression from holding steps back, the last one proxies from buffering.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

function firstSeq(request: Request): number {
  const last = request.headers.get("last-event-id");
  const after = new URL(request.url).searchParams.get("after");
  const seq = last === null ? Number(after ?? 0) : Number(last) + 1;
  return Number.isInteger(seq) && seq >= 0 ? seq : 0;
}
