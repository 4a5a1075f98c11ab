import { randomBytes } from "node:crypto";
import { AppError, MisconfiguredError } from "@/lib/errors";
import { newId, type TenantId } from "@/lib/ids";
import { type EnvelopeKey, keyIdOf, open, rootKeyFrom, seal } from "./envelope";

/** What a ciphertext is for. Part of the authenticated data: a result cannot be passed off as a secret. */
export type Purpose = "secret" | "signing-key" | "payload" | "idempotency";

export type WrappedDataKey = { id: string; wrapped: Buffer };

/** Where wrapped data keys are kept; implemented over Postgres by `lib/services/keyring`. */
export type DataKeyStore = {
  /** All data keys of the tenant, newest first. */
  load: (tenantId: TenantId) => Promise<WrappedDataKey[]>;
  /** Stores the tenant's first data key; when another process was faster, its key is returned instead. */
  createFirst: (tenantId: TenantId, key: WrappedDataKey & { rootKeyId: string }) => Promise<WrappedDataKey>;
};

type TenantKeys = { current: EnvelopeKey; byId: Map<string, EnvelopeKey> };

/**
 * Encrypts and decrypts for tenants: one data key per tenant, wrapped by the root key, unwrapped once per process
 * and kept in memory. Losing the root key loses every body and secret, so back it up apart from the database.
 */
export class Keyring {
  readonly #roots: EnvelopeKey[];
  readonly #store: DataKeyStore;
  readonly #tenants = new Map<TenantId, Promise<TenantKeys>>();

  /** `rootKeys`: base64, comma-separated; the first wraps new data keys, the others only unwrap old ones. */
  constructor(rootKeys: string | undefined, store: DataKeyStore) {
    const roots = (rootKeys ?? "").split(",").flatMap((text) => rootKeyFrom(text.trim()) ?? []);
    if (roots.length === 0) {
      throw new MisconfiguredError(
        "GATEHOUSE_ROOT_KEY must be 32 bytes in base64, for example from: openssl rand -base64 32",
      );
    }
    this.#roots = roots;
    this.#store = store;
  }

  /** Encrypts bytes for one tenant and purpose. */
  async encrypt(tenantId: TenantId, purpose: Purpose, plaintext: Uint8Array): Promise<Buffer> {
    const keys = await this.#keysOf(tenantId);
    return seal(keys.current, `${tenantId}/${purpose}`, plaintext);
  }

  /** Decrypts what `encrypt` made for the same tenant and purpose. */
  async decrypt(tenantId: TenantId, purpose: Purpose, envelope: Buffer): Promise<Buffer> {
    const wanted = keyIdOf(envelope);
    let key = (await this.#keysOf(tenantId)).byId.get(wanted);
    if (key === undefined) {
      // Another process may have added a key since this one loaded them.
      this.#tenants.delete(tenantId);
      key = (await this.#keysOf(tenantId)).byId.get(wanted);
    }
    if (key === undefined)
      throw new AppError("internal", "The data key of a stored ciphertext is not known.");
    return open(key, `${tenantId}/${purpose}`, envelope);
  }

  /** The id of the root key that wraps: the first of the list. */
  get rootKeyId(): string {
    const [root] = this.#roots;
    if (root === undefined) throw new AppError("internal", "There is no root key.");
    return root.id.toString("hex");
  }

  /** The same data key wrapped by the first root key; what it has encrypted stays as it is. */
  rewrap(tenantId: TenantId, item: WrappedDataKey): Buffer {
    const [root] = this.#roots;
    if (root === undefined) throw new AppError("internal", "There is no root key.");
    return seal(root, `${tenantId}/data-key/${item.id}`, this.#unwrap(tenantId, item).key);
  }

  #keysOf(tenantId: TenantId): Promise<TenantKeys> {
    let keys = this.#tenants.get(tenantId);
    if (keys === undefined) {
      keys = this.#load(tenantId);
      this.#tenants.set(tenantId, keys);
      keys.catch(() => this.#tenants.delete(tenantId));
    }
    return keys;
  }

  async #load(tenantId: TenantId): Promise<TenantKeys> {
    let wrapped = await this.#store.load(tenantId);
    if (wrapped.length === 0) wrapped = [await this.#create(tenantId)];
    const keys = wrapped.map((item) => this.#unwrap(tenantId, item));
    const [current] = keys;
    if (current === undefined) throw new AppError("internal", "The tenant has no data key.");
    return { current, byId: new Map(keys.map((key) => [key.id.toString("hex"), key])) };
  }

  async #create(tenantId: TenantId): Promise<WrappedDataKey> {
    const [root] = this.#roots;
    if (root === undefined) throw new AppError("internal", "There is no root key.");
    const id = newId();
    const wrapped = seal(root, `${tenantId}/data-key/${id}`, randomBytes(32));
    return this.#store.createFirst(tenantId, { id, wrapped, rootKeyId: root.id.toString("hex") });
  }

  #unwrap(tenantId: TenantId, item: WrappedDataKey): EnvelopeKey {
    const rootId = keyIdOf(item.wrapped);
    const root = this.#roots.find((candidate) => candidate.id.toString("hex") === rootId);
    if (root === undefined) {
      throw new MisconfiguredError(
        "The database was encrypted under another GATEHOUSE_ROOT_KEY. Start with that key.",
      );
    }
    const key = open(root, `${tenantId}/data-key/${item.id}`, item.wrapped);
    return { id: Buffer.from(item.id.replaceAll("-", ""), "hex"), key };
  }
}
