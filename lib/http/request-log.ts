import { AppError, messageOf } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { Runtime, ServiceContext } from "@/lib/services/context";
import { webMetrics } from "./metrics";

/** The id a client or proxy gave this request, when it is harmless to log, else a fresh one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w.:-]{8,80}$/.test(given) ? given : newId();
}

type Finished = {
  runtime: Runtime;
  request: Request;
  /** Next gives a route without parameters none. */
  context: { params: Promise<Record<string, string | string[] | undefined> | undefined> };
  started: { atMs: number; requestId: string };
  status: number;
  ctx: ServiceContext | null;
  failure: unknown;
  audit: string;
};

/** One log line and one metric per request: ids, codes and durations, nothing a person wrote. */
export function recordRequest(finished: Finished): void {
  const { runtime, request, started, status, ctx, failure, audit } = finished;
  const durationMs = Math.round(performance.now() - started.atMs);
  const { pathname } = new URL(request.url);
  const line = {
    requestId: started.requestId,
    method: request.method,
    path: pathname,
    status,
    durationMs,
    tenantId: ctx?.tenantId,
    actor: ctx !== null && "id" in ctx.actor ? ctx.actor.id : undefined,
    ...(audit === "none" || status >= 300 ? {} : { audit }),
    ...(failure === null ? {} : describeFailure(failure)),
  };
  if (status >= 500) runtime.log.error(line, "api request failed");
  else runtime.log.info(line, "api request");
  void countRequest(finished, durationMs);
}

function describeFailure(failure: unknown): Record<string, unknown> {
  const code = failure instanceof AppError ? failure.code : "internal";
  const cause =
    failure instanceof Error && failure.cause !== undefined ? messageOf(failure.cause) : undefined;
  return { code, reason: messageOf(failure), cause };
}

/** The path with its parameters named again: `/api/v1/providers/[slug]`, so that slugs and ids make no new series. */
async function countRequest({ request, context, status }: Finished, durationMs: number): Promise<void> {
  const params = Object.entries((await context.params) ?? {});
  const named = new Map(
    params.flatMap(([name, value]) => (typeof value === "string" ? [[value, name] as const] : [])),
  );
  const segments = new URL(request.url).pathname.split("/");
  const route = segments.map((part) => (named.has(part) ? `[${named.get(part)}]` : part)).join("/");
  const { requests, seconds } = webMetrics();
  requests.inc({ route, method: request.method, status: String(status) });
  seconds.observe({ route, method: request.method }, durationMs / 1000);
}
