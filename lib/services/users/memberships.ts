import type { Role } from "@/lib/db/schema";
import type { TenantId } from "@/lib/ids";
import type { Runtime } from "../context";

/** A tenant that a person belongs to, with the role there. */
export type Membership = { tenantId: TenantId; slug: string; name: string; role: Role };

/** Where a signed-in person may go, by name. Read on each request, so that a removed member is out at once. */
export async function listMemberships(runtime: Runtime, userId: string): Promise<Membership[]> {
  const rows = await runtime.db.sql<{ tenant_id: TenantId; slug: string; name: string; role: Role }[]>`
    select tenant_id, slug, name, role from directory_memberships(${userId})`;
  return rows.map(({ tenant_id, slug, name, role }) => ({ tenantId: tenant_id, slug, name, role }));
}
