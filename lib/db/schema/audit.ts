import { bigint, index, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, id, tenantId, tenantPolicy } from "./columns";
import { tenants } from "./tenants";

/** Who did what, in the transaction that did it. Each row's hash covers the one before: a chain per tenant. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    seq: bigint("seq", { mode: "number" }).notNull(),
    actorKind: text("actor_kind").$type<"user" | "api_key" | "cli" | "system">().notNull(),
    actorId: text("actor_id"),
    actorLabel: text("actor_label").notNull(),
    /** Where the person or key called from; null for our own work and for rows older than this column. */
    address: text("address"),
    action: text("action").notNull(),
    targetKind: text("target_kind").notNull(),
    targetId: text("target_id").notNull(),
    reason: text("reason"),
    details: jsonb("details").$type<Record<string, unknown>>().notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique("audit_log_chain").on(table.tenantId, table.seq),
    index("audit_log_target").on(table.tenantId, table.targetKind, table.targetId),
    tenantPolicy("audit_log"),
  ],
);
