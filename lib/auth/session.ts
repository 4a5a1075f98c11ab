import { getServerSession } from "next-auth/next";
import { isUuid } from "@/lib/ids";
import { getRuntime } from "@/lib/http/runtime";
import { isSessionGood } from "@/lib/services/users";
import { authOptions } from "./options";

/** Who is signed in. What they may do is no part of it: memberships are read from the database on each request. */
export type SessionUser = { id: string; email: string; name: string };

/** The person behind this request's cookie, or null. For Server Components, actions and route handlers. */
export async function getSessionUser(): Promise<SessionUser | null> {
  const session: { user?: Partial<SessionUser & { beganAtMs: number }> } | null =
    await getServerSession(authOptions());
  const { id, email, name, beganAtMs = 0 } = session?.user ?? {};
  if (!isUuid(id) || !(await isSessionGood(getRuntime(), { userId: id, beganAtMs }))) return null;
  return { id, email: email ?? "", name: name ?? "" };
}
