import { createHash, timingSafeEqual } from "node:crypto";

/** Whether an Authorization header holds METRICS_TOKEN; compared in constant time. */
export function holdsToken(authorization: string | null | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

const FORWARDED = ["x-forwarded-for", "forwarded", "x-real-ip"];

/** Whether a request came through a proxy: what it says of its sender is then not the whole truth. */
export function isForwarded(headers: Readonly<Record<string, unknown>>): boolean {
  return FORWARDED.some((name) => name in headers);
}

/** Whether an address of a socket is this host's own. */
export function isLoopback(address: string | null | undefined): boolean {
  return /^(::ffff:)?127\.|^::1$/i.test(address ?? "");
}
