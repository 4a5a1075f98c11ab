import { SecretsCard } from "@/components/provider/secrets-card";
import { listSecrets } from "@/lib/services/providers";
import { storeSecret } from "../actions";
import type { OpenProvider } from "./open-provider";
import { namedSecrets } from "./view";

/** The values the connector names; write-only. */
export async function SecretsPart({ open: { ctx, place, provider, can } }: { open: OpenProvider }) {
  const secrets = await listSecrets(ctx, place.slug);
  return (
    <SecretsCard
      secrets={namedSecrets(provider, secrets)}
      put={storeSecret.bind(null, place)}
      canAct={can("secrets:write")}
    />
  );
}
