import { AppError, messageOf, UnauthenticatedError } from "@/lib/errors";
import type { Runtime } from "@/lib/services/context";
import { authenticateUser, type SignedInUser, SignInThrottle } from "@/lib/services/users";

/** Why a sign-in failed, as the sign-in page finds it in `error`: the first is next-auth's own word. */
export type SignInFailure = "CredentialsSignin" | "throttled" | "unavailable";

type Attempt = {
  credentials: Record<"email" | "password", string> | undefined;
  headers: Record<string, unknown> | undefined;
};

// On globalThis, because Next may load this module more than once in a process and the count must be one.
const shared = globalThis as { gatehouseSignInThrottle?: SignInThrottle };

/**
 * next-auth's `authorize`: the person, or null for a wrong e-mail or password. Throws an AppError whose message is a
 * SignInFailure, because next-auth hands the message of whatever is thrown to the page.
 */
export async function authorize(runtime: Runtime, attempt: Attempt): Promise<SignedInUser | null> {
  const { email, password } = attempt.credentials ?? {};
  if (typeof email !== "string" || typeof password !== "string") return null;
  shared.gatehouseSignInThrottle ??= new SignInThrottle();
  try {
    const throttle = shared.gatehouseSignInThrottle;
    return await authenticateUser(runtime, {
      email,
      password,
      address: addressOf(attempt.headers),
      throttle,
    });
  } catch (error) {
    if (error instanceof UnauthenticatedError) return null;
    if (error instanceof AppError && error.code === "rate_limited") {
      throw new AppError("rate_limited", "throttled" satisfies SignInFailure, { cause: error });
    }
    runtime.log.error({ reason: messageOf(error) }, "a sign-in could not be checked");
    throw new AppError("unavailable", "unavailable" satisfies SignInFailure, { cause: error });
  }
}

/** The nearest peer: what our proxy, or Next itself, appended last. Without a proxy a client can lie about it, which the limit per e-mail allows for. */
function addressOf(headers: Record<string, unknown> | undefined): string {
  const forwarded = headers?.["x-forwarded-for"];
  return typeof forwarded === "string" ? (forwarded.split(",").at(-1)?.trim() ?? "unknown") : "unknown";
}
