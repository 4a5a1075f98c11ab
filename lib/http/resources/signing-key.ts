import { z } from "zod";
import { MAXSIGHT_ENVIRONMENTS } from "@/lib/protocol/environment";
import { ProviderSlug } from "@/lib/services/providers";
import type { CreatedSigningKey, SigningKeyView } from "@/lib/services/signing-keys";
import { Instant, toInstant } from "./values";

export const KeyParams = z.object({ slug: ProviderSlug, id: z.uuid() });

export const PublicSigningKey = z
  .object({
    id: z.uuid(),
    key_id: z.string().meta({ description: "The first eight characters of the secret." }),
    environment: z.enum(MAXSIGHT_ENVIRONMENTS),
    api_base_url: z.url(),
    state: z.enum(["active", "retiring", "revoked"]),
    retires_at: Instant.nullable(),
    created_at: Instant,
    last_used_at: Instant.nullable(),
    last_config_fetch: z
      .object({ at: Instant, version: z.int().nullable(), config_hash: z.string().nullable() })
      .nullable()
      .meta({ description: "What Maxsight last read from `GET /config` with this key." }),
  })
  .meta({ id: "SigningKey" });

export const PublicCreatedSigningKey = PublicSigningKey.extend({
  secret: z.string().meta({ description: "32 bytes in base64. Shown only in this answer." }),
}).meta({ id: "CreatedSigningKey" });

/** A signing key as the management API shows it: never its secret. */
export function toPublicSigningKey(key: SigningKeyView): z.input<typeof PublicSigningKey> {
  const fetched = key.lastConfigFetch;
  return {
    id: key.id,
    key_id: key.keyId,
    environment: key.environment,
    api_base_url: key.apiBaseUrl,
    state: key.state,
    retires_at: toInstant(key.retiresAt),
    created_at: key.createdAt.toISOString(),
    last_used_at: toInstant(key.lastUsedAt),
    last_config_fetch:
      fetched === null
        ? null
        : { at: fetched.at.toISOString(), version: fetched.version, config_hash: fetched.configHash },
  };
}

/** The answer to the creation of a key, the only one that holds the secret. */
export function toPublicCreatedKey(key: CreatedSigningKey): z.input<typeof PublicCreatedSigningKey> {
  return { ...toPublicSigningKey(key), secret: key.secret };
}
