import { z } from "zod";
import { CHECK_TEMPLATES } from "@/lib/protocol/check-template";
import { CHECK_TYPES } from "@/lib/protocol/check-type";
import {
  type Provider,
  ProviderSlug,
  type ProviderSecret,
  type ProviderVersion,
  SecretName,
} from "@/lib/services/providers";
import { Instant, JsonObject } from "./values";

export const SlugParams = z.object({ slug: ProviderSlug });
export const SecretParams = z.object({ slug: ProviderSlug, name: SecretName });
export const VersionParams = z.object({
  slug: ProviderSlug,
  n: z.coerce.number().int().min(1).max(1_000_000),
});

export const ProviderStatuses = z.enum(["draft", "live", "paused", "retired"]);

export const PublicProvider = z
  .object({
    id: z.uuid().meta({ description: "The protocol's `provider_id`." }),
    slug: z.string(),
    name: z.string(),
    status: ProviderStatuses,
    resume_at: Instant.nullable().meta({ description: "When a paused provider goes live again by itself." }),
    url: z.url().meta({ description: "What is pasted into Maxsight. Ends in a slash." }),
    version: z.int().meta({ description: "The published version." }),
    check_type: z.enum(CHECK_TYPES),
    check_template: z.enum(CHECK_TEMPLATES),
    config: JsonObject.meta({ description: "What `GET /p/{slug}/config` answers." }),
    connector: JsonObject,
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: "Provider" });

/** A provider as the management API shows it. */
export function toPublicProvider(provider: Provider): z.input<typeof PublicProvider> {
  return {
    id: provider.id,
    slug: provider.slug,
    name: provider.name,
    status: provider.status,
    resume_at: provider.resumeAt?.toISOString() ?? null,
    url: provider.url,
    version: provider.version,
    check_type: provider.checkType,
    check_template: provider.checkTemplate,
    config: provider.config,
    connector: provider.connector,
    created_at: provider.createdAt.toISOString(),
    updated_at: provider.updatedAt.toISOString(),
  };
}

export const PublicVersion = z
  .object({
    number: z.int(),
    name: z.string(),
    config: JsonObject,
    connector: JsonObject,
    config_hash: z.string(),
    note: z.string().nullable(),
    created_by: z.string(),
    created_at: Instant,
    published: z.boolean(),
  })
  .meta({ id: "ProviderVersion" });

/** A version as the management API shows it. */
export function toPublicVersion(version: ProviderVersion): z.input<typeof PublicVersion> {
  return {
    number: version.number,
    name: version.name,
    config: version.config,
    connector: version.connector,
    config_hash: version.configHash,
    note: version.note,
    created_by: version.createdBy,
    created_at: version.createdAt.toISOString(),
    published: version.isPublished,
  };
}

export const PublicSecret = z
  .object({ name: z.string(), created_at: Instant, updated_at: Instant })
  .meta({ id: "ProviderSecret" });

/** A secret's name and age; its value is never shown. */
export function toPublicSecret(secret: ProviderSecret): z.input<typeof PublicSecret> {
  return {
    name: secret.name,
    created_at: secret.createdAt.toISOString(),
    updated_at: secret.updatedAt.toISOString(),
  };
}
