import type { IncomingMessage } from "node:http";

/** A call as the fake received it. */
export type FakeCall = {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage["headers"];
  body: string;
  /** The body as JSON, or null when it is none. */
  json: unknown;
  /** What the route's `:names` matched. */
  params: Record<string, string>;
  atMs: number;
};

/** What to answer. `fault`: `reset` cuts the connection, `hang` never answers, `half` cuts it in the middle of the body, `stall` stays there. */
export type FakeAnswer = {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  bytes?: Uint8Array;
  delayMs?: number;
  fault?: "reset" | "hang" | "half" | "stall";
};

/** The values of a route's `:names`, decoded; null when the call is for another route. */
export function matchRoute(
  route: string,
  { method, path }: Pick<FakeCall, "method" | "path">,
): Record<string, string> | null {
  const [routeMethod, pattern = ""] = route.split(" ");
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (routeMethod !== method || wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}
