import { NextResponse, type NextRequest } from "next/server";

const SESSION_COOKIES = ["next-auth.session-token", "__Secure-next-auth.session-token"];

/**
 * Sends people without a session to the sign-in before anything is drawn. Only a convenience: whether the session is
 * good, and for which tenant, every page, action and route decides for itself.
 */
export function proxy(request: NextRequest): NextResponse {
  // A long token is split into name.0, name.1, …
  const hasSession = SESSION_COOKIES.some(
    (name) => request.cookies.has(name) || request.cookies.has(`${name}.0`),
  );
  if (hasSession) return NextResponse.next();
  const signIn = request.nextUrl.clone();
  signIn.pathname = "/sign-in";
  signIn.search = "";
  const { pathname, search } = request.nextUrl;
  if (pathname !== "/") signIn.searchParams.set("next", `${pathname}${search}`);
  return NextResponse.redirect(signIn);
}

/** Pages of the console only: not the protocol, webhooks, the API, health, metrics, or what Next itself serves. */
export const config = {
  matcher: ["/((?!p/|hooks/|api/|_next/|sign-in|metrics|.*\\.[a-z0-9]+$).*)"],
};
