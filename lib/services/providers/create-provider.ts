import { providers, providerVersions } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { newId, type ProviderId } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { violatesUnique } from "../unique-violation";
import { checkDefinition } from "./definition";
import { type Provider, toProvider } from "./provider-row";
import type { CreateProviderInput } from "./schemas";

/**
 * Registers a provider and publishes version 1 of its definition. Throws InvalidInputError with issues under `/name`,
 * `/config` and `/connector`, ConflictError when any tenant of the instance has the slug.
 */
export async function createProvider(ctx: ServiceContext, input: CreateProviderInput): Promise<Provider> {
  requireScope(ctx, "providers:write");
  const definition = checkDefinition(input);
  const now = ctx.now();
  const row = {
    id: newId<ProviderId>(now.getTime()),
    tenantId: ctx.tenantId,
    slug: input.slug,
    name: definition.name,
    status: input.status,
    checkType: definition.document.check_type,
    checkTemplate: definition.document.check_template.type,
    currentVersion: 1,
    resumeAt: null,
    createdAt: now,
    updatedAt: now,
  };
  const version = {
    id: newId(now.getTime()),
    tenantId: ctx.tenantId,
    providerId: row.id,
    number: 1,
    name: definition.name,
    config: definition.config,
    connector: definition.connector,
    configHash: definition.configHash,
    createdBy: ctx.actor.label,
    createdAt: now,
  };
  try {
    await asTenant(ctx.db, ctx.tenantId, async (tx) => {
      await tx.insert(providers).values(row);
      await tx.insert(providerVersions).values(version);
      await recordAudit(tx, ctx, {
        action: "provider.created",
        targetKind: "provider",
        targetId: row.id,
        details: {
          slug: row.slug,
          status: row.status,
          checkType: row.checkType,
          checkTemplate: row.checkTemplate,
        },
      });
    });
  } catch (error) {
    if (!violatesUnique(error, "providers_slug_unique")) throw error;
    throw new ConflictError(`The slug ${input.slug} is taken on this instance.`, { cause: error });
  }
  return toProvider(ctx, row, version);
}
