import { and, eq } from "drizzle-orm";
import { providerSecrets, providerVersions, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import type { Runtime, ServiceContext } from "../context";
import {
  type DefinitionVersion,
  loadRegistration,
  openSecrets,
  type Registration,
  toVersion,
} from "./load-registration";

/** At most this many slugs, known and unknown, are kept; unknown ones so that a scan does not reach Postgres twice. */
const CACHE_LIMIT = 5_000;
/** Even without a NOTIFY (a lost connection), a copy is never older than this. */
const MAX_AGE_MS = 30_000;

type Cached = { loadedAtMs: number; registration: Promise<Registration | null> };

/**
 * The providers this process has been asked for, kept in memory and forgotten when Postgres says that one changed
 * (channel `provider_changed`). One per process.
 */
export class Registry {
  readonly #runtime: Runtime;
  readonly #bySlug = new Map<string, Cached>();
  #isListening = false;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Starts to listen for changes. Until then, and whenever the listener cannot connect, nothing is cached. */
  async listen(): Promise<() => Promise<void>> {
    const stop = await this.#runtime.db.listen("provider_changed", (slug) => {
      if (slug === "") this.#bySlug.clear();
      else this.#bySlug.delete(slug);
    });
    this.#isListening = true;
    return async () => {
      this.#isListening = false;
      this.#bySlug.clear();
      await stop();
    };
  }

  /** The provider of a slug, or null. Concurrent askers share one read. */
  find(slug: string): Promise<Registration | null> {
    const nowMs = this.#runtime.now().getTime();
    const cached = this.#bySlug.get(slug);
    if (cached !== undefined && nowMs - cached.loadedAtMs < MAX_AGE_MS) return cached.registration;
    const registration = loadRegistration(this.#runtime, slug);
    if (this.#isListening) this.#remember(slug, { loadedAtMs: nowMs, registration });
    return registration;
  }

  #remember(slug: string, entry: Cached): void {
    const oldest = this.#bySlug.keys().next();
    if (this.#bySlug.size >= CACHE_LIMIT && oldest.done !== true) this.#bySlug.delete(oldest.value);
    this.#bySlug.set(slug, entry);
    entry.registration.catch(() => this.#bySlug.delete(slug));
  }
}

/** The version a check is pinned to, whatever is published now. Throws NotFoundError for another tenant's provider. */
export async function getDefinitionVersion(
  ctx: ServiceContext,
  input: { providerId: string; number: number },
): Promise<DefinitionVersion> {
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select()
      .from(providerVersions)
      .where(
        and(
          eq(providerVersions.tenantId, ctx.tenantId),
          eq(providerVersions.providerId, input.providerId),
          eq(providerVersions.number, input.number),
        ),
      ),
  );
  if (row === undefined) throw new NotFoundError(`Version ${input.number} of this provider does not exist.`);
  return toVersion(row);
}

/** The provider's secrets as they are now, decrypted, for one connector call. */
export async function getProviderSecrets(
  ctx: ServiceContext,
  providerId: string,
): Promise<Record<string, string>> {
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ name: providerSecrets.name, ciphertext: providerSecrets.ciphertext })
      .from(providerSecrets)
      .where(and(eq(providerSecrets.tenantId, ctx.tenantId), eq(providerSecrets.providerId, providerId))),
  );
  return openSecrets(ctx, ctx.tenantId, rows);
}

/** The key that signs towards Maxsight, decrypted for one call. */
export async function getSigningKey(ctx: ServiceContext, signingKeyId: string): Promise<SigningKey> {
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ ciphertext: signingKeys.ciphertext })
      .from(signingKeys)
      .where(and(eq(signingKeys.tenantId, ctx.tenantId), eq(signingKeys.id, signingKeyId))),
  );
  if (row === undefined) throw new NotFoundError("The signing key does not exist.");
  const secret = await ctx.keyring.decrypt(ctx.tenantId, "signing-key", row.ciphertext);
  return parseSecret(secret.toString("utf8"));
}
