import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Keyring, type WrappedDataKey } from "@/lib/crypto/keyring";
import { newId, type TenantId } from "@/lib/ids";

const rootKey = () => randomBytes(32).toString("base64");

function memoryStore() {
  const kept = new Map<string, WrappedDataKey[]>();
  return {
    load: async (tenantId: TenantId) => kept.get(tenantId) ?? [],
    createFirst: async (tenantId: TenantId, key: WrappedDataKey) => {
      kept.set(tenantId, [key]);
      return key;
    },
  };
}

describe("keyring", () => {
  const tenantA = newId<TenantId>();
  const tenantB = newId<TenantId>();

  it("opens what it sealed, also in another process with the same root key and store", async () => {
    const store = memoryStore();
    const root = rootKey();
    const sealed = await new Keyring(root, store).encrypt(tenantA, "payload", Buffer.from("Grüße"));
    expect(sealed.includes("Grüße")).toBe(false);
    const opened = await new Keyring(root, store).decrypt(tenantA, "payload", sealed);
    expect(opened.toString()).toBe("Grüße");
  });

  it("refuses another tenant, another purpose and altered bytes", async () => {
    const keyring = new Keyring(rootKey(), memoryStore());
    const sealed = await keyring.encrypt(tenantA, "secret", Buffer.from("s3cret"));
    await keyring.encrypt(tenantB, "secret", Buffer.from("other"));
    await expect(keyring.decrypt(tenantB, "secret", sealed)).rejects.toThrow();
    await expect(keyring.decrypt(tenantA, "payload", sealed)).rejects.toThrow("could not be decrypted");
    const altered = Buffer.from(sealed);
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    await expect(keyring.decrypt(tenantA, "secret", altered)).rejects.toThrow("could not be decrypted");
  });

  it("reads old data under a new root key that stands first in the list", async () => {
    const store = memoryStore();
    const [older, newer] = [rootKey(), rootKey()];
    const sealed = await new Keyring(older, store).encrypt(tenantA, "payload", Buffer.from("kept"));
    const opened = await new Keyring(`${newer},${older}`, store).decrypt(tenantA, "payload", sealed);
    expect(opened.toString()).toBe("kept");
    await expect(new Keyring(newer, store).decrypt(tenantA, "payload", sealed)).rejects.toThrow(
      "another GATEHOUSE_ROOT_KEY",
    );
  });

  it("refuses to start without a usable root key", () => {
    expect(() => new Keyring("dG9vIHNob3J0", memoryStore())).toThrow("GATEHOUSE_ROOT_KEY");
  });
});
