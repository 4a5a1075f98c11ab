/** The endpoints of PROTOCOL 4 that this gateway serves under `/p/{slug}/`. */
export type SignedRoute =
  | { endpoint: "config" | "start" | "cancel" | "download_file" | "search" }
  | { endpoint: "monitored_ready" | "monitored_poll" | "monitored_provider" }
  | { endpoint: "ready" | "complete" | "poll" | "get_result"; checkId: string };
/** Signed in its URL, for a user's browser (PROTOCOL 3). */
export type ResourceRoute = { endpoint: "resource"; resourceId: string };
export type ProtocolRoute = { endpoint: "metadata" } | ResourceRoute | SignedRoute;

export type RouteMatch =
  | { status: "found"; slug: string; route: ProtocolRoute }
  | { status: "wrong_method"; allow: string }
  | { status: "not_found" };

const FIXED: Record<string, { method: string; route: ProtocolRoute }> = {
  "": { method: "GET", route: { endpoint: "metadata" } },
  config: { method: "GET", route: { endpoint: "config" } },
  checks: { method: "POST", route: { endpoint: "start" } },
  cancel_checks: { method: "POST", route: { endpoint: "cancel" } },
  download_file: { method: "POST", route: { endpoint: "download_file" } },
  search: { method: "POST", route: { endpoint: "search" } },
  // The legacy template only (PROTOCOL 7.6).
  "monitored_checks/ready": { method: "POST", route: { endpoint: "monitored_ready" } },
  "monitored_checks/poll": { method: "POST", route: { endpoint: "monitored_poll" } },
  "monitored_provider/poll": { method: "POST", route: { endpoint: "monitored_provider" } },
};

const SLUG = /^[a-z0-9](?:-?[a-z0-9])+$/;
const PER_CHECK =
  /^checks\/([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\/(ready|complete|poll|get_result)$/;
const RESOURCE = /^resources\/([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$/;

/**
 * Finds the endpoint of a request. `prefix` is what a reverse proxy adds in front of our paths; it is part of the
 * signed target and stripped only here. The base URL answers with and without its slash; nothing redirects.
 */
export function matchRoute(method: string, target: string, prefix: string): RouteMatch {
  const path = target.split("?", 1)[0] ?? "";
  const base = `${prefix}/p/`;
  if (!path.startsWith(base)) return { status: "not_found" };
  const rest = path.slice(base.length);
  const slash = rest.indexOf("/");
  const slug = slash === -1 ? rest : rest.slice(0, slash);
  if (slug.length > 63 || !SLUG.test(slug)) return { status: "not_found" };
  return matchEndpoint({ method, slug, tail: slash === -1 ? "" : rest.slice(slash + 1) });
}

function matchEndpoint({ method, slug, tail }: { method: string; slug: string; tail: string }): RouteMatch {
  const fixed = Object.hasOwn(FIXED, tail) ? FIXED[tail] : undefined;
  if (fixed !== undefined) {
    if (fixed.method !== method) return { status: "wrong_method", allow: fixed.method };
    return { status: "found", slug, route: fixed.route };
  }
  const resourceId = RESOURCE.exec(tail)?.[1];
  if (resourceId !== undefined) {
    if (method !== "GET") return { status: "wrong_method", allow: "GET" };
    return { status: "found", slug, route: { endpoint: "resource", resourceId } };
  }
  const perCheck = PER_CHECK.exec(tail);
  const [, checkId, endpoint] = perCheck ?? [];
  if (checkId === undefined || endpoint === undefined) return { status: "not_found" };
  if (method !== "POST") return { status: "wrong_method", allow: "POST" };
  return {
    status: "found",
    slug,
    route: { endpoint: endpoint as "ready" | "complete" | "poll" | "get_result", checkId },
  };
}
