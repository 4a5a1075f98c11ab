import { z } from "zod";
import type { ApiKeyView } from "@/lib/services/api-keys";
import { RoleName } from "@/lib/services/users";
import { Instant, toInstant } from "./values";

export const PublicApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().meta({ description: "The public part of the key, to recognise it by." }),
    role: RoleName,
    created_at: Instant,
    expires_at: Instant.nullable(),
    last_used_at: Instant.nullable().meta({ description: "Good to the minute." }),
    revoked_at: Instant.nullable(),
  })
  .meta({ id: "ApiKey" });

export const PublicCreatedApiKey = PublicApiKey.extend({
  api_key: z.string().meta({ description: "The key itself. Shown only in this answer." }),
}).meta({ id: "CreatedApiKey" });

/** An API key as the management API shows it: never the key itself. */
export function toPublicApiKey(key: ApiKeyView): z.input<typeof PublicApiKey> {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    role: key.role,
    created_at: key.createdAt.toISOString(),
    expires_at: toInstant(key.expiresAt),
    last_used_at: toInstant(key.lastUsedAt),
    revoked_at: toInstant(key.revokedAt),
  };
}
