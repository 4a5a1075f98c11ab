import { eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { providers, type ProviderStatus, providerVersions } from "@/lib/db/schema";
import { ConflictError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import type { CheckedDefinition } from "./definition";
import type { ProviderRow } from "./provider-row";

type NewVersion = { definition: CheckedDefinition; note: string | null; status?: ProviderStatus | undefined };

/**
 * Adds the next version of a locked provider and makes it the published one. Checks in flight keep the version they
 * started on. Throws ConflictError for a retired provider and for a change of check type after the draft.
 */
export async function publishVersion(
  tx: Tx,
  ctx: ServiceContext,
  change: NewVersion & { provider: ProviderRow },
): Promise<ProviderRow> {
  const { provider, definition } = change;
  refuseImpossible(provider, definition);
  const now = ctx.now();
  const number = provider.currentVersion + 1;
  await tx.insert(providerVersions).values({
    id: newId(now.getTime()),
    tenantId: ctx.tenantId,
    providerId: provider.id,
    number,
    name: definition.name,
    config: definition.config,
    connector: definition.connector,
    configHash: definition.configHash,
    note: change.note,
    createdBy: ctx.actor.label,
    createdAt: now,
  });
  const changed = {
    name: definition.name,
    checkType: definition.document.check_type,
    checkTemplate: definition.document.check_template.type,
    currentVersion: number,
    status: change.status ?? provider.status,
    resumeAt: change.status === undefined || change.status === provider.status ? provider.resumeAt : null,
    updatedAt: now,
  };
  await tx.update(providers).set(changed).where(eq(providers.id, provider.id));
  return { ...provider, ...changed };
}

/** Throws ConflictError where this provider can never become that definition. */
export function refuseImpossible(
  provider: Pick<ProviderRow, "slug" | "status" | "checkType">,
  definition: CheckedDefinition,
): void {
  if (provider.status === "retired") {
    throw new ConflictError(`${provider.slug} is retired and cannot be changed. Register a new provider.`);
  }
  // Maxsight ties a registered integration to one check type (PROTOCOL 18): another one is another integration.
  if (provider.status !== "draft" && definition.document.check_type !== provider.checkType) {
    throw new ConflictError(
      `${provider.slug} is registered as ${provider.checkType}. Register a new provider for ${definition.document.check_type}.`,
    );
  }
}
