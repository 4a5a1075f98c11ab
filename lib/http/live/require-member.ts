import { NotFoundError, UnauthenticatedError } from "@/lib/errors";
import type { TenantId } from "@/lib/ids";
import type { Actor, Runtime } from "@/lib/services/context";
import { isSessionGood, listMemberships } from "@/lib/services/users";

/** Who is behind a request's cookie, since and until when the cookie is good; null without a good one. */
export type ReadSession = (
  request: Request,
) => Promise<{ userId: string; beganAtMs: number; expiresAtMs: number } | null>;

export type MemberParts = { runtime: Runtime; readSession: ReadSession };

export type Member = { tenantId: TenantId; actor: Extract<Actor, { kind: "user" }> };

/**
 * The signed-in person as a member of the tenant with this slug, read anew each time. Throws UnauthenticatedError, and
 * NotFoundError for who is no member: whether the tenant exists is not their business.
 */
export async function requireMember(
  { runtime, readSession }: MemberParts,
  request: Request,
  slug: string,
): Promise<Member> {
  const session = await readSession(request);
  if (session === null || session.expiresAtMs <= runtime.now().getTime())
    throw new UnauthenticatedError("Sign in to follow this tenant.");
  if (!(await isSessionGood(runtime, session)))
    throw new UnauthenticatedError("Your session has ended; sign in again.");
  const { userId } = session;
  const memberships = await listMemberships(runtime, userId);
  const membership = memberships.find((candidate) => candidate.slug === slug);
  if (membership === undefined) throw new NotFoundError("This tenant does not exist.");
  const { tenantId, role } = membership;
  return { tenantId, actor: { kind: "user", id: userId, label: userId, role } };
}
