import { and, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { providers, validationRuns } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { lockProvider, type Provider, type ProviderRow, readProvider } from "./provider-row";

/** Why somebody goes live without a green validation; written into the audit trail. */
export const GoLiveOverride = z.strictObject({ reason: z.string().trim().min(3).max(500) });
export type GoLiveOverride = z.output<typeof GoLiveOverride>;

/**
 * Makes a draft or paused provider live once its published version has passed validation, or on an operator's word with
 * a reason. Going live twice is once. Throws NotFoundError, and ConflictError for a retired provider or a version that
 * is not green.
 */
export async function goLive(
  ctx: ServiceContext,
  input: { slug: string; override?: GoLiveOverride | undefined },
): Promise<Provider> {
  requireScope(ctx, "providers:write");
  const { slug, override } = input;
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const provider = await lockProvider(tx, ctx, slug);
    if (provider.status === "retired") throw new ConflictError(`${slug} is retired; it cannot go live.`);
    if (provider.status !== "live") {
      const problem = await whyNotGreen(tx, ctx, provider);
      if (problem !== null && override === undefined) throw new ConflictError(problem);
      const changes = { status: "live" as const, resumeAt: null, updatedAt: ctx.now() };
      await tx.update(providers).set(changes).where(eq(providers.id, provider.id));
      await recordAudit(tx, ctx, {
        action: "provider.went_live",
        targetKind: "provider",
        targetId: provider.id,
        reason: problem === null ? null : (override?.reason ?? null),
        details: {
          slug,
          version: provider.currentVersion,
          from: provider.status,
          isValidated: problem === null,
        },
      });
    }
    return readProvider(tx, ctx, slug);
  });
}

async function whyNotGreen(tx: Tx, ctx: ServiceContext, provider: ProviderRow): Promise<string | null> {
  const [last] = await tx
    .select({ state: validationRuns.state })
    .from(validationRuns)
    .where(
      and(
        eq(validationRuns.tenantId, ctx.tenantId),
        eq(validationRuns.providerId, provider.id),
        eq(validationRuns.version, provider.currentVersion),
        inArray(validationRuns.state, ["passed", "failed"]),
      ),
    )
    .orderBy(desc(validationRuns.createdAt))
    .limit(1);
  const version = `Version ${provider.currentVersion}`;
  if (last?.state === "passed") return null;
  if (last === undefined) return `${version} has not been validated yet. Run the validation first.`;
  return `${version} failed its last validation. Mend what failed and run it again.`;
}
