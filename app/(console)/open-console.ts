import "server-only";
import { cache } from "react";
import { notFound, redirect } from "next/navigation";
import { getSessionUser, type SessionUser } from "@/lib/auth/session";
import { getRuntime } from "@/lib/http/runtime";
import { contextFor, type ServiceContext } from "@/lib/services/context";
import { listMemberships, type Membership } from "@/lib/services/users";

export type Console = {
  ctx: ServiceContext;
  user: SessionUser;
  tenant: Membership;
  memberships: readonly Membership[];
};

/**
 * Who is signed in, in which tenant. Every page and action asks again: the proxy is only a convenience. Without a
 * session it leads to the sign-in, for a tenant the person is not a member of to "not found".
 */
export const openConsole = cache(async (slug: string): Promise<Console> => {
  const user = await getSessionUser();
  if (user === null) redirect(`/sign-in?next=${encodeURIComponent(`/${slug}`)}`);
  const runtime = getRuntime();
  const memberships = await listMemberships(runtime, user.id);
  const tenant = memberships.find((membership) => membership.slug === slug);
  if (tenant === undefined) notFound();
  const actor = { kind: "user", id: user.id, label: user.email, role: tenant.role } as const;
  return { ctx: contextFor(runtime, tenant.tenantId, actor), user, tenant, memberships };
});
