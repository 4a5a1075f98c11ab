import { z } from "zod";

/** The address of a provider under `/p/`: 3–63 characters, unique on the instance, never changed. */
export const ProviderSlug = z
  .string()
  .min(3)
  .max(63)
  .regex(/^[a-z0-9](-?[a-z0-9])+$/, "must be lower-case letters and digits with single hyphens between them");

const Document = z.record(z.string(), z.unknown());

/** `retired` is reached by retireProvider only, so that it is never a slip of the pen. */
const WritableStatus = z.enum(["draft", "live", "paused"]);

/** What a provider is made from. `config` and `connector` are checked by the verb, which names each wrong member. */
export const CreateProviderInput = z.strictObject({
  slug: ProviderSlug,
  name: z.string(),
  config: Document,
  connector: Document,
  status: WritableStatus.default("live"),
});
export type CreateProviderInput = z.output<typeof CreateProviderInput>;

/** The same document again. `slug` may be repeated but not changed; without `status` the provider keeps the one it has. */
export const UpdateProviderInput = CreateProviderInput.extend({
  slug: ProviderSlug.optional(),
  status: WritableStatus.optional(),
  note: z.string().max(500).optional(),
  /** The version this was written from: another one published meanwhile is a conflict. Without it the last one wins. */
  base_version: z.int().min(1).optional(),
});
export type UpdateProviderInput = z.output<typeof UpdateProviderInput>;

/** Names a secret as connector definitions do. */
export const SecretName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, "must be lower-case letters, digits and _");

export const PutSecretInput = z.strictObject({ value: z.string().min(1).max(10_000) });
export type PutSecretInput = z.output<typeof PutSecretInput>;
