import { asTenant } from "@/lib/db/tenant";
import { ConflictError, InvalidInputError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { checkDefinition } from "./definition";
import { lockProvider, type Provider, type ProviderRow, toProvider } from "./provider-row";
import { publishVersion } from "./publish-version";
import type { UpdateProviderInput } from "./schemas";

/**
 * Publishes a new version of a provider. The slug stays: it is the address Maxsight knows. Throws NotFoundError,
 * InvalidInputError as createProvider does, ConflictError for a retired provider, another check type, or when somebody
 * published since `base_version`.
 */
export async function updateProvider(
  ctx: ServiceContext,
  slug: string,
  input: UpdateProviderInput,
): Promise<Provider> {
  requireScope(ctx, "providers:write");
  if (input.slug !== undefined && input.slug !== slug) {
    throw new InvalidInputError("A provider keeps its slug.", [
      { path: "/slug", message: `must be ${slug}: the slug is the address Maxsight knows` },
    ]);
  }
  const definition = checkDefinition(input);
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const provider = await lockProvider(tx, ctx, slug);
    refuseStale(provider, input.base_version);
    const changed = await publishVersion(tx, ctx, {
      provider,
      definition,
      note: input.note ?? null,
      status: input.status,
    });
    await recordAudit(tx, ctx, {
      action: "provider.version_published",
      targetKind: "provider",
      targetId: provider.id,
      details: { slug, version: changed.currentVersion, status: changed.status },
    });
    return toProvider(ctx, changed, definition);
  });
}

function refuseStale(provider: ProviderRow, base: number | undefined): void {
  if (base === undefined || base === provider.currentVersion) return;
  throw new ConflictError(
    `Version ${provider.currentVersion} of ${provider.slug} was published meanwhile; this was written from version ${base}.`,
  );
}
