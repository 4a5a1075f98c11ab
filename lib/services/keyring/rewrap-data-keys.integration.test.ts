import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Keyring } from "@/lib/crypto/keyring";
import { useHarness } from "@/lib/db/testing/harness";
import { createDataKeyStore, rewrapDataKeys } from ".";

const harness = useHarness();

describe("rotating the root key", () => {
  it("needs the old one until every data key is wrapped anew, and loses nothing", async () => {
    const [first, second] = [await harness.newTenant(), await harness.newTenant()];
    const sealed = await first.keyring.encrypt(first.tenantId, "payload", Buffer.from("kept"));
    await second.keyring.encrypt(second.tenantId, "payload", Buffer.from("too"));
    const store = createDataKeyStore(harness.db);
    const newKey = randomBytes(32).toString("base64");

    await expect(rewrapDataKeys({ ...harness.runtime, keyring: new Keyring(newKey, store) })).rejects.toThrow(
      "another GATEHOUSE_ROOT_KEY",
    );

    const both = { ...harness.runtime, keyring: new Keyring(`${newKey},${harness.rootKey}`, store) };
    expect(await rewrapDataKeys(both)).toBe(2);
    expect(await rewrapDataKeys(both)).toBe(0);

    const opened = await new Keyring(newKey, store).decrypt(first.tenantId, "payload", sealed);
    expect(opened.toString()).toBe("kept");
    await expect(
      new Keyring(harness.rootKey, store).decrypt(first.tenantId, "payload", sealed),
    ).rejects.toThrow("another GATEHOUSE_ROOT_KEY");
  });
});
