import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import { at, bytes, createdAt, id, tenantId, tenantPolicy } from "./columns";
import { tenants } from "./tenants";

export type ProviderStatus = "draft" | "live" | "paused" | "retired";
export type SigningKeyState = "active" | "retiring" | "revoked";
/** Whom a key was made for: Maxsight, or one run of our own simulator or validation suite. */
export type SigningKeyPurpose = "maxsight" | "simulation" | "validation";

/** One registered integration. `id` is the protocol's `provider_id`. */
export const providers = pgTable(
  "providers",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    status: text("status").$type<ProviderStatus>().notNull(),
    checkType: text("check_type").$type<CheckType>().notNull(),
    checkTemplate: text("check_template").$type<CheckTemplate>().notNull(),
    currentVersion: integer("current_version").notNull(),
    resumeAt: at("resume_at"),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [index("providers_tenant").on(table.tenantId, table.createdAt), tenantPolicy("providers")],
);

/** The immutable, numbered document that says what a provider is. Every check pins the one it ran on. */
export const providerVersions = pgTable(
  "provider_versions",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    number: integer("number").notNull(),
    name: text("name").notNull(),
    config: jsonb("config").$type<Record<string, unknown>>().notNull(),
    connector: jsonb("connector").$type<Record<string, unknown>>().notNull(),
    configHash: text("config_hash").notNull(),
    note: text("note"),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique("provider_versions_number").on(table.providerId, table.number),
    index("provider_versions_tenant").on(table.tenantId),
    tenantPolicy("provider_versions"),
  ],
);

/** Write-only values a definition names in `secrets`, encrypted beside the provider. */
export const providerSecrets = pgTable(
  "provider_secrets",
  {
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    name: text("name").notNull(),
    ciphertext: bytes("ciphertext").notNull(),
    createdAt: createdAt(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.providerId, table.name] }),
    index("provider_secrets_tenant").on(table.tenantId),
    tenantPolicy("provider_secrets"),
  ],
);

/**
 * The 32-byte secret shared with one Maxsight environment. `keyId` is the first eight characters of its base64
 * form (PROTOCOL 2.1) and tells which environment called.
 */
export const signingKeys = pgTable(
  "signing_keys",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    providerId: uuid("provider_id")
      .notNull()
      .references(() => providers.id),
    keyId: text("key_id").notNull(),
    environment: text("environment").$type<MaxsightEnvironment>().notNull(),
    apiBaseUrl: text("api_base_url").notNull(),
    ciphertext: bytes("ciphertext").notNull(),
    state: text("state").$type<SigningKeyState>().notNull(),
    purpose: text("purpose").$type<SigningKeyPurpose>().notNull().default("maxsight"),
    retiresAt: at("retires_at"),
    lastUsedAt: at("last_used_at"),
    lastConfigAt: at("last_config_at"),
    lastConfigHash: text("last_config_hash"),
    lastConfigVersion: integer("last_config_version"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("signing_keys_key_id").on(table.providerId, table.keyId),
    index("signing_keys_tenant").on(table.tenantId),
    tenantPolicy("signing_keys"),
  ],
);
