import { eventStream } from "@/lib/http/event-stream";
import { getSimulation, watchSimulation } from "@/lib/services/simulations";
import { openConsole } from "../../../../open-console";
import { orNotFound } from "../../../../or-not-found";
import { toTraceItem } from "../trace-view";

type Context = { params: Promise<{ tenant: string; id: string }> };

/**
 * The steps of a run as server-sent events, from `?after=` or the last one the browser has; ends with the run. Who may
 * not see the run gets the page that says it is not there.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tenant, id } = await params;
  const { ctx } = await openConsole(tenant);
  const run = await orNotFound(Promise.resolve().then(() => getSimulation(ctx, { id })));
  let next = firstSeq(request);
  return eventStream(request, (stream) => {
    const tell = () => {
      for (; next < run.steps.length; next += 1) {
        const step = run.steps[next];
        if (step !== undefined)
          stream.send({ id: step.seq, event: "step", data: JSON.stringify(toTraceItem(step, run)) });
      }
      if (run.state === "running") return;
      stream.send({ event: "end", data: "{}" });
      stream.end();
    };
    const unwatch = watchSimulation(ctx, { id }, tell);
    tell();
    return unwatch;
  });
}

function firstSeq(request: Request): number {
  const last = request.headers.get("last-event-id");
  const after = new URL(request.url).searchParams.get("after");
  const seq = last === null ? Number(after ?? 0) : Number(last) + 1;
  return Number.isInteger(seq) && seq >= 0 ? seq : 0;
}
