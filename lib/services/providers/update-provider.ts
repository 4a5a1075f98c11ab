import { asTenant } from "@/lib/db/tenant";
import { InvalidInputError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { checkDefinition } from "./definition";
import { lockProvider, type Provider, toProvider } from "./provider-row";
import { publishVersion } from "./publish-version";
import type { UpdateProviderInput } from "./schemas";

/**
 * Publishes a new version of a provider. The slug stays: it is the address Maxsight knows. Throws NotFoundError,
 * InvalidInputError as createProvider does, ConflictError for a retired provider or another check type.
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
