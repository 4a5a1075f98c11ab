import { sql } from "drizzle-orm";
import { customType, pgPolicy, pgRole, timestamp, uuid } from "drizzle-orm/pg-core";
import type { TenantId } from "@/lib/ids";

/** The role that web and worker connect as. It owns nothing; `lib/db/migrate.ts` creates and grants it. */
export const appRole = pgRole("gatehouse_app").existing();

/** Primary key: UUID version 7, made by `newId`. */
export const id = <Id extends string = string>() => uuid("id").$type<Id>().primaryKey();

/** The owner of the row. Every table with this column also carries `tenantPolicy`. */
export const tenantId = () => uuid("tenant_id").$type<TenantId>().notNull();

/** An instant, with time zone, read as a Date (milliseconds). */
export const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** When the row was written. */
export const createdAt = () => at("created_at").notNull().defaultNow();

/** Raw bytes; here always an envelope of `lib/crypto`. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/**
 * Row-level security: only rows of the tenant set by `asTenant` can be seen or written. Without a tenant there
 * are no rows. FORCE ROW LEVEL SECURITY is added by the migration, drizzle-kit does not emit it.
 */
export const tenantPolicy = (table: string) =>
  pgPolicy(`${table}_tenant`, {
    as: "permissive",
    for: "all",
    to: appRole,
    using: sql`tenant_id = app_tenant()`,
    withCheck: sql`tenant_id = app_tenant()`,
  });
