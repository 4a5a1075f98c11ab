import { newSigningSecret } from "@/lib/crypto/secrets";
import type { signingKeys } from "@/lib/db/schema";
import { ConflictError, InvalidInputError, messageOf } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseSecret } from "@/lib/protocol/signature/secret";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import type { ServiceContext } from "../context";
import { violatesUnique } from "../unique-violation";

type NewKey = { environment: MaxsightEnvironment; apiBaseUrl: string; secret: string | undefined };

/** The row of a new key and, for its creator only, the secret. Encrypts, so it runs before the transaction. */
export async function prepareKey(ctx: ServiceContext, input: NewKey) {
  const secret = input.secret ?? newSigningSecret();
  const { keyId } = readSecret(secret);
  const now = ctx.now();
  const row = {
    id: newId(now.getTime()),
    tenantId: ctx.tenantId,
    keyId,
    environment: input.environment,
    apiBaseUrl: input.apiBaseUrl,
    ciphertext: await ctx.keyring.encrypt(ctx.tenantId, "signing-key", Buffer.from(secret, "utf8")),
    state: "active" as const,
    purpose: "maxsight" as const,
    retiresAt: null,
    lastUsedAt: null,
    lastConfigAt: null,
    lastConfigHash: null,
    lastConfigVersion: null,
    createdAt: now,
  } satisfies Omit<typeof signingKeys.$inferSelect, "providerId">;
  return { secret, row };
}

function readSecret(secret: string) {
  try {
    return parseSecret(secret, { requireLength32: true });
  } catch (error) {
    throw new InvalidInputError("The signing key cannot be created.", [
      { path: "/secret", message: messageOf(error) },
    ]);
  }
}

/** Turns the refusal of a second key with the same first eight characters into a sentence. */
export async function refusingSameKeyId<Result>(keyId: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!violatesUnique(error, "signing_keys_key_id")) throw error;
    throw new ConflictError(`The provider already has, or had, a key with the key id ${keyId}.`, {
      cause: error,
    });
  }
}
