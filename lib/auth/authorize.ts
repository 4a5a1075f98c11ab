import { AppError, messageOf, UnauthenticatedError } from "@/lib/errors";
import { currentClientAddress } from "@/lib/http/client-address";
import type { Runtime } from "@/lib/services/context";
import { authenticateUser, type SignedInUser } from "@/lib/services/users";

/** Why a sign-in failed, as the sign-in page finds it in `error`: the first is next-auth's own word. */
export type SignInFailure = "CredentialsSignin" | "throttled" | "unavailable";

type Attempt = { credentials: Record<"email" | "password", string> | undefined };

/**
 * next-auth's `authorize`: the person, or null for a wrong e-mail or password. Throws an AppError whose message is a
 * SignInFailure, because next-auth hands the message of whatever is thrown to the page.
 */
export async function authorize(runtime: Runtime, attempt: Attempt): Promise<SignedInUser | null> {
  const { email, password } = attempt.credentials ?? {};
  if (typeof email !== "string" || typeof password !== "string") return null;
  try {
    return await authenticateUser(runtime, { email, password, address: currentClientAddress() ?? "unknown" });
  } catch (error) {
    if (error instanceof UnauthenticatedError) return null;
    if (error instanceof AppError && error.code === "rate_limited") {
      throw new AppError("rate_limited", "throttled" satisfies SignInFailure, { cause: error });
    }
    runtime.log.error({ reason: messageOf(error) }, "a sign-in could not be checked");
    throw new AppError("unavailable", "unavailable" satisfies SignInFailure, { cause: error });
  }
}
