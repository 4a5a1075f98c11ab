import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { env, tellNextAuthItsUrl } from "@/lib/env";
import { MisconfiguredError } from "@/lib/errors";
import { getRuntime } from "@/lib/http/runtime";
import { authorize } from "./authorize";
import { beganAtMsOf } from "./session-token";

const HOUR_S = 3_600;

let cached: AuthOptions | undefined;

/** next-auth's options, made on first use: a build has no settings. */
export function authOptions(): AuthOptions {
  cached ??= createOptions();
  return cached;
}

function createOptions(): AuthOptions {
  const { AUTH_SECRET: secret } = env();
  if (secret === undefined) {
    throw new MisconfiguredError("Set AUTH_SECRET to at least 32 random characters; see .env.example.");
  }
  const { publicUrl, log } = getRuntime();
  tellNextAuthItsUrl(publicUrl);
  return {
    secret,
    useSecureCookies: publicUrl.startsWith("https://"),
    // The token says only who; what the person may do is read from the database on each request.
    session: { strategy: "jwt", maxAge: 12 * HOUR_S, updateAge: HOUR_S },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: [credentialsProvider()],
    callbacks: {
      // Only at the sign-in there is a user; later the token is renewed as it is.
      jwt: ({ token, user }) => (user === undefined ? token : { ...token, beganAtMs: Date.now() }),
      session: ({ session, token }) => ({
        ...session,
        user: {
          id: token.sub ?? "",
          name: token.name ?? "",
          email: token.email ?? "",
          beganAtMs: beganAtMsOf(token),
        },
      }),
    },
    logger: {
      error: (code) => log.warn({ code }, "next-auth error"),
      warn: (code) => log.debug({ code }, "next-auth warning"),
      debug: () => {},
    },
  };
}

function credentialsProvider() {
  return CredentialsProvider({
    name: "E-mail and password",
    credentials: {
      email: { label: "E-mail", type: "email" },
      password: { label: "Password", type: "password" },
    },
    authorize: (credentials) => authorize(getRuntime(), { credentials }),
  });
}
