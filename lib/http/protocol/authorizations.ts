import type { IncomingMessage } from "node:http";

const isAuthorization = (name: string | undefined) =>
  name?.length === 13 && name.toLowerCase() === "authorization";

/** Every Authorization header of a request: several are an attack or a mistake; Node would silently keep the first. */
export function authorizationsOf(request: IncomingMessage): string[] {
  return request.rawHeaders.filter((_, index, raw) => index % 2 === 1 && isAuthorization(raw[index - 1]));
}
