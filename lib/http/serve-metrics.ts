import { NotFoundError, UnauthenticatedError } from "@/lib/errors";
import { holdsToken } from "@/lib/observability/metrics-access";
import { isFromThisHost } from "./client-address";
import { webMetrics } from "./metrics";

/**
 * This process's metrics, in Prometheus' text format: to whoever has METRICS_TOKEN, and where none is set, to this host
 * only. To others there is nothing here.
 */
export async function serveMetrics(request: Request, token: string | undefined): Promise<Response> {
  requireAccess(request, token);
  const { registry } = webMetrics();
  const headers = { "content-type": registry.contentType, "cache-control": "no-store" };
  return new Response(await registry.metrics(), { headers });
}

function requireAccess(request: Request, token: string | undefined): void {
  if (token === undefined) {
    if (isFromThisHost()) return;
    throw new NotFoundError("There is nothing at this address.");
  }
  if (holdsToken(request.headers.get("authorization"), token)) return;
  throw new UnauthenticatedError("Send the token: Authorization: Bearer <METRICS_TOKEN>.");
}
