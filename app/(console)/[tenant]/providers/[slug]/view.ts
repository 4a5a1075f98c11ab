import type { KeyItem } from "@/components/provider/key-item";
import type { SecretItem } from "@/components/provider/secrets-card";
import type { Provider, ProviderSecret } from "@/lib/services/providers";
import type { SigningKeyView } from "@/lib/services/signing-keys";

/** A key as the page shows it; `configHash` is that of the published version. */
export function toKeyItem(key: SigningKeyView, configHash: string): KeyItem {
  const { lastConfigFetch: fetched } = key;
  return {
    id: key.id,
    keyId: key.keyId,
    environment: key.environment,
    apiBaseUrl: key.apiBaseUrl,
    state: key.state,
    retiresAt: key.retiresAt?.toISOString() ?? null,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    configFetch: fetched && {
      at: fetched.at.toISOString(),
      version: fetched.version,
      isCurrent: fetched.configHash === configHash,
    },
  };
}

/** The secrets that the connector names, with or without a value, and stored ones that it names no more. */
export function namedSecrets(provider: Provider, stored: readonly ProviderSecret[]): SecretItem[] {
  const declared = provider.connector["secrets"];
  const names = Array.isArray(declared) ? declared.filter((name) => typeof name === "string") : [];
  const all = [...new Set([...names, ...stored.map((secret) => secret.name)])];
  return all.map((name) => ({
    name,
    updatedAt: stored.find((secret) => secret.name === name)?.updatedAt.toISOString() ?? null,
  }));
}

/** When Maxsight last called with any key. */
export function lastCalledAt(keys: readonly KeyItem[]): string | null {
  return keys
    .map((key) => key.lastUsedAt)
    .reduce((newest, at) => (at && (!newest || at > newest) ? at : newest), null);
}
