import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { providerSecrets, providerVersions, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { AppError, NotFoundError } from "@/lib/errors";
import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import type { Runtime, ServiceContext } from "../context";
import { RecentMap } from "./recent-map";
import {
  type DefinitionVersion,
  loadRegistration,
  openSecrets,
  type Registration,
  toVersion,
} from "./load-registration";

/** Providers that are kept; of more, those that nobody asked for longest are read again when somebody does. */
const CACHE_LIMIT = 5_000;
/** Slugs that nobody registered are kept apart, so that a scan neither reaches Postgres twice nor pushes a provider out. */
const UNKNOWN_LIMIT = 1_000;
/** Even without a NOTIFY (a lost connection), a copy is never older than this. */
const MAX_AGE_MS = 30_000;

type Cached = { loadedAtMs: number; registration: Promise<Registration | null> };

/**
 * The providers this process has been asked for, kept in memory and forgotten when Postgres says that one changed
 * (channel `provider_changed`). One per process.
 */
export class Registry {
  readonly #runtime: Runtime;
  readonly #known = new RecentMap<Cached>(CACHE_LIMIT);
  readonly #unknown = new RecentMap<Cached>(UNKNOWN_LIMIT);
  /** Reads under way; a change that is heard of meanwhile makes their result too old to keep. */
  readonly #reading = new Map<string, Cached>();
  #isListening = false;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Starts to listen for changes. Until then, and whenever the listener cannot connect, nothing is cached. */
  async listen(): Promise<() => Promise<void>> {
    const stop = await this.#runtime.db.listen("provider_changed", (slug) => this.#forget(slug));
    this.#isListening = true;
    return async () => {
      this.#isListening = false;
      this.#forget("");
      await stop();
    };
  }

  /** The provider of a slug, or null. Concurrent askers share one read. */
  find(slug: string): Promise<Registration | null> {
    const nowMs = this.#runtime.now().getTime();
    const cached = this.#known.get(slug) ?? this.#unknown.get(slug) ?? this.#reading.get(slug);
    if (cached !== undefined && nowMs - cached.loadedAtMs < MAX_AGE_MS) return cached.registration;
    const reading = { loadedAtMs: nowMs, registration: loadRegistration(this.#runtime, slug) };
    if (this.#isListening) this.#remember(slug, reading);
    return reading.registration;
  }

  #remember(slug: string, reading: Cached): void {
    this.#reading.set(slug, reading);
    const settle = (keep: () => void) => {
      if (this.#reading.get(slug) !== reading) return;
      this.#reading.delete(slug);
      keep();
    };
    reading.registration.then(
      (registration) =>
        settle(() => {
          const isKnown = registration !== null;
          (isKnown ? this.#known : this.#unknown).set(slug, reading);
          (isKnown ? this.#unknown : this.#known).delete(slug);
        }),
      () => settle(() => {}),
    );
  }

  /** An empty slug means all. */
  #forget(slug: string): void {
    for (const map of [this.#known, this.#unknown, this.#reading]) {
      if (slug === "") map.clear();
      else map.delete(slug);
    }
  }
}

type VersionName = { providerId: string; number: number };

/** Versions are immutable, so what was parsed once stays right. */
const versions = new RecentMap<DefinitionVersion>(1_000);

/** The version a check is pinned to, whatever is published now. Throws NotFoundError for another tenant's provider. */
export async function getDefinitionVersion(
  ctx: ServiceContext,
  name: VersionName,
): Promise<DefinitionVersion> {
  const known = versions.get(versionKey(ctx, name));
  return known ?? asTenant(ctx.db, ctx.tenantId, (tx) => readDefinitionVersion(tx, ctx, name));
}

/** The same inside a transaction that is open already. */
export async function readDefinitionVersion(
  tx: Tx,
  ctx: ServiceContext,
  name: VersionName,
): Promise<DefinitionVersion> {
  const key = versionKey(ctx, name);
  const known = versions.get(key);
  if (known !== undefined) return known;
  const [row] = await tx
    .select()
    .from(providerVersions)
    .where(
      and(
        eq(providerVersions.tenantId, ctx.tenantId),
        eq(providerVersions.providerId, name.providerId),
        eq(providerVersions.number, name.number),
      ),
    );
  if (row === undefined) throw new NotFoundError(`Version ${name.number} of this provider does not exist.`);
  const version = toVersion(row);
  versions.set(key, version);
  return version;
}

/** The version of a check, or null where it cannot be used any more: it is gone, or no reader of ours understands it. */
export async function findDefinitionVersion(
  tx: Tx,
  ctx: ServiceContext,
  name: VersionName,
): Promise<DefinitionVersion | null> {
  try {
    return await readDefinitionVersion(tx, ctx, name);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

const versionKey = (ctx: ServiceContext, name: VersionName) =>
  `${ctx.tenantId}/${name.providerId}/${name.number}`;

/** The provider's secrets as they are now, decrypted, for one connector call. */
export async function readProviderSecrets(
  tx: Tx,
  ctx: ServiceContext,
  providerId: string,
): Promise<Record<string, string>> {
  const rows = await tx
    .select({ name: providerSecrets.name, ciphertext: providerSecrets.ciphertext })
    .from(providerSecrets)
    .where(and(eq(providerSecrets.tenantId, ctx.tenantId), eq(providerSecrets.providerId, providerId)));
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
