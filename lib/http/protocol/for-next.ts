import type { IncomingMessage } from "node:http";
import { authorizationsOf } from "./authorizations";

/**
 * Readies a request that Next will answer, and says whether it may have it. Several Authorization headers become one value
 * that no verifier takes (PROTOCOL 2.7), since Node would silently keep the first. A path that cannot be decoded is none
 * of Next's: it answers 500 to it.
 */
export function readyForNext(request: IncomingMessage): boolean {
  const all = authorizationsOf(request);
  if (all.length > 1) request.headers.authorization = all.join(", ");
  return isDecodable(request.url?.split("?", 1)[0] ?? "/");
}

function isDecodable(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
