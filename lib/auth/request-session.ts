import type { AuthOptions } from "next-auth";
import { getToken } from "next-auth/jwt";
import { isUuid } from "@/lib/ids";
import { authOptions } from "./options";
import { beganAtMsOf } from "./session-token";

/**
 * Who is behind a request's cookie, and until when it is good; null without a good one. For answers that outlive their
 * request: it may be asked again as long as the request is kept.
 */
export async function readRequestSession(
  request: Request,
  options: Pick<AuthOptions, "secret" | "useSecureCookies"> = authOptions(),
): Promise<{ userId: string; beganAtMs: number; expiresAtMs: number } | null> {
  const { secret, useSecureCookies = false } = options;
  const token = await getToken({
    // next-auth reads cookies from an object and nothing else of a request whose headers have no bearer token.
    req: { cookies: cookiesOf(request), headers: {} } as unknown as Parameters<typeof getToken>[0]["req"],
    secret: secret ?? "",
    secureCookie: useSecureCookies,
  });
  const { sub, exp } = token ?? {};
  if (token === null || !isUuid(sub) || typeof exp !== "number") return null;
  return { userId: sub, beganAtMs: beganAtMsOf(token), expiresAtMs: exp * 1_000 };
}

function cookiesOf(request: Request): Record<string, string> {
  const pairs = (request.headers.get("cookie") ?? "").split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at < 1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const];
  });
  return Object.fromEntries(pairs);
}
