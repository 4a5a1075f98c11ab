import { sql } from "drizzle-orm";
import { index, integer, pgPolicy, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { TenantId } from "@/lib/ids";
import { appRole, at, bytes, createdAt, id, tenantId, tenantPolicy } from "./columns";

/** What a person or key may do; the matrix is `lib/services/roles.ts`. */
export type Role = "viewer" | "operator" | "provider_admin" | "tenant_admin";

/** An organisation that owns providers, people, keys and checks. Nothing crosses tenants. */
export const tenants = pgTable(
  "tenants",
  {
    id: id<TenantId>(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  () => [
    pgPolicy("tenants_self", {
      for: "all",
      to: appRole,
      using: sql`id = app_tenant()`,
      withCheck: sql`id = app_tenant()`,
    }),
  ],
);

/** A person. One account can belong to several tenants, so the row has no tenant of its own. */
export const users = pgTable(
  "users",
  {
    id: id(),
    email: text("email").notNull().unique(),
    name: text("name").notNull(),
    passwordHash: text("password_hash"),
    /** Sessions that began before are good no more; null: all are. */
    sessionsFrom: at("sessions_from"),
    instanceRole: text("instance_role").$type<"admin">(),
    createdAt: createdAt(),
    lastSignInAt: at("last_sign_in_at"),
  },
  () => [
    pgPolicy("users_members", {
      for: "select",
      to: appRole,
      using: sql`exists (select 1 from memberships m where m.user_id = users.id and m.tenant_id = app_tenant())`,
    }),
  ],
);

export const memberships = pgTable(
  "memberships",
  {
    tenantId: tenantId().references(() => tenants.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role").$type<Role>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.userId] }),
    index("memberships_user").on(table.userId),
    tenantPolicy("memberships"),
  ],
);

/** A machine's credential: the secret itself is never stored, only its prefix and SHA-256. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    name: text("name").notNull(),
    prefix: text("prefix").notNull().unique(),
    hash: text("hash").notNull(),
    role: text("role").$type<Role>().notNull(),
    createdAt: createdAt(),
    expiresAt: at("expires_at"),
    lastUsedAt: at("last_used_at"),
    revokedAt: at("revoked_at"),
  },
  (table) => [index("api_keys_tenant").on(table.tenantId), tenantPolicy("api_keys")],
);

/** A tenant's data key, wrapped by the root key named in `rootKeyId`. The newest one encrypts. */
export const dataKeys = pgTable(
  "data_keys",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    rootKeyId: text("root_key_id").notNull(),
    wrapped: bytes("wrapped").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("data_keys_tenant").on(table.tenantId), tenantPolicy("data_keys")],
);

/** First answer of a management POST, kept 24 h so that the same `Idempotency-Key` gets it again. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    tenantId: tenantId().references(() => tenants.id),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    status: text("status"),
    response: bytes("response"),
    /** Of the request that works on it: whoever lost the lease finds another one here, and may change nothing. */
    token: text("token"),
    leaseUntil: at("lease_until"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("idempotency_keys_once").on(table.tenantId, table.key),
    tenantPolicy("idempotency_keys"),
  ],
);

/**
 * Failed sign-ins of the last minutes, counted for all web processes together. The key is a hash of account and address,
 * so that the table names nobody. Only the `directory_…_sign_in` functions reach it.
 */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    key: bytes("key").primaryKey(),
    count: integer("count").notNull(),
    windowEndsAt: at("window_ends_at").notNull(),
  },
  (table) => [index("sign_in_failures_over").on(table.windowEndsAt)],
);
