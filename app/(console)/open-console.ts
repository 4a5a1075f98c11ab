import "server-only";
import { cache } from "react";
import { notFound, redirect } from "next/navigation";
import { getSessionUser, type SessionUser } from "@/lib/auth/session";
import { currentClientAddress } from "@/lib/http/client-address";
import { getRuntime } from "@/lib/http/runtime";
import { contextFor, type ServiceContext } from "@/lib/services/context";
import { listMemberships, type Membership } from "@/lib/services/users";

export type Console = {
  ctx: ServiceContext;
  user: SessionUser;
  tenant: Membership;
  memberships: readonly Membership[];
};

/** Who is signed in, in which tenant; null for a tenant the person is not a member of. Without a session: the sign-in. */
export const findConsole = cache(async (slug: string): Promise<Console | null> => {
  const user = await getSessionUser();
  if (user === null) redirect(`/sign-in?next=${encodeURIComponent(`/${slug}`)}`);
  const runtime = getRuntime();
  const memberships = await listMemberships(runtime, user.id);
  const tenant = memberships.find((membership) => membership.slug === slug);
  if (tenant === undefined) return null;
  const { role } = tenant;
  const address = currentClientAddress();
  const actor = { kind: "user", id: user.id, label: user.email, role, address } as const;
  return { ctx: contextFor(runtime, tenant.tenantId, actor), user, tenant, memberships };
});

/** The same for pages and actions, which all ask again: the proxy is only a convenience. Otherwise "not found". */
export async function openConsole(slug: string): Promise<Console> {
  return (await findConsole(slug)) ?? notFound();
}
