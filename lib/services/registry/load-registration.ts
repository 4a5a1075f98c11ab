import { and, eq, ne, sql } from "drizzle-orm";
import { type ConnectorDefinition, parseConnectorDefinition } from "@/lib/connectors/definition";
import type { Tx } from "@/lib/db/client";
import {
  providers,
  providerSecrets,
  type ProviderStatus,
  providerVersions,
  signingKeys,
} from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import type { ProviderId, TenantId } from "@/lib/ids";
import { type ConfigDocument, parseConfigDocument } from "@/lib/protocol/config-document";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import type { Runtime } from "../context";

/** A signing key ready to verify with: which environment it stands for, and until when it is good. */
export type RegisteredKey = SigningKey & {
  id: string;
  environment: MaxsightEnvironment;
  apiBaseUrl: string;
  retiresAt: Date | null;
};

/** One published definition, parsed. Immutable, so processes keep it. */
export type DefinitionVersion = {
  number: number;
  name: string;
  document: ConfigDocument;
  documentJson: Record<string, unknown>;
  connector: ConnectorDefinition;
  configHash: string;
};

/** Everything a request to `/p/{slug}/` needs to know about its provider. */
export type Registration = {
  tenantId: TenantId;
  providerId: ProviderId;
  slug: string;
  status: ProviderStatus;
  resumeAt: Date | null;
  version: DefinitionVersion;
  keys: RegisteredKey[];
  secrets: Record<string, string>;
};

/** Reads a provider by slug, whichever tenant owns it; null when there is none. */
export async function loadRegistration(runtime: Runtime, slug: string): Promise<Registration | null> {
  const [found] = await runtime.db.sql<{ tenantId: TenantId; providerId: ProviderId }[]>`
    select tenant_id as "tenantId", provider_id as "providerId" from directory_provider(${slug})`;
  if (found === undefined) return null;
  const { tenantId, providerId } = found;
  const rows = await asTenant(runtime.db, tenantId, async (tx) => ({
    provider: await readProvider(tx, providerId),
    keys: await readKeys(tx, providerId),
    secrets: await tx.select().from(providerSecrets).where(eq(providerSecrets.providerId, providerId)),
  }));
  if (rows.provider === undefined) return null;
  const { provider, version } = rows.provider;
  return {
    tenantId,
    providerId,
    slug: provider.slug,
    status: provider.status,
    resumeAt: provider.resumeAt,
    version: toVersion(version),
    keys: await Promise.all(rows.keys.map((row) => openKey(runtime, row))),
    secrets: await openSecrets(runtime, tenantId, rows.secrets),
  };
}

async function readProvider(tx: Tx, providerId: ProviderId) {
  const [row] = await tx
    .select({ provider: providers, version: providerVersions })
    .from(providers)
    .innerJoin(
      providerVersions,
      and(
        eq(providerVersions.providerId, providers.id),
        eq(providerVersions.number, providers.currentVersion),
      ),
    )
    .where(eq(providers.id, providerId));
  return row;
}

function readKeys(tx: Tx, providerId: ProviderId) {
  return tx
    .select()
    .from(signingKeys)
    .where(and(eq(signingKeys.providerId, providerId), ne(signingKeys.state, "revoked")))
    .orderBy(sql`created_at desc`);
}

async function openKey(runtime: Runtime, row: typeof signingKeys.$inferSelect): Promise<RegisteredKey> {
  const secret = await runtime.keyring.decrypt(row.tenantId, "signing-key", row.ciphertext);
  const { id, environment, apiBaseUrl, retiresAt } = row;
  return { ...parseSecret(secret.toString("utf8")), id, environment, apiBaseUrl, retiresAt };
}

/** Decrypts provider secrets into the `secrets` object that connector expressions see. */
export async function openSecrets(
  runtime: Runtime,
  tenantId: TenantId,
  rows: { name: string; ciphertext: Buffer }[],
): Promise<Record<string, string>> {
  const pairs = rows.map(async (row) => {
    const value = await runtime.keyring.decrypt(tenantId, "secret", row.ciphertext);
    return [row.name, value.toString("utf8")] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}

/** Parses a stored version. It was valid when it was published, so a failure here is ours. */
export function toVersion(row: typeof providerVersions.$inferSelect): DefinitionVersion {
  try {
    return {
      number: row.number,
      name: row.name,
      document: parseConfigDocument(row.config),
      documentJson: row.config,
      connector: parseConnectorDefinition(row.connector),
      configHash: row.configHash,
    };
  } catch (cause) {
    throw new AppError("internal", `Version ${row.number} of provider ${row.providerId} no longer parses.`, {
      cause,
    });
  }
}
