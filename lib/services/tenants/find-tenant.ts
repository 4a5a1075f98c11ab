import type { TenantId } from "@/lib/ids";
import type { Runtime } from "../context";
import type { Tenant } from "./create-tenant";

/** A tenant by its slug, before anybody acts for it; null when there is none. */
export async function findTenant(runtime: Runtime, slug: string): Promise<Tenant | null> {
  const [row] = await runtime.db.sql<{ id: TenantId; slug: string; name: string }[]>`
    select id, slug, name from directory_tenant(${slug})`;
  return row === undefined ? null : { id: row.id, slug: row.slug, name: row.name };
}
