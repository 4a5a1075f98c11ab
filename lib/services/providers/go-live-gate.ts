import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { auditLog, providers, validationRuns } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { requireScope, type ServiceContext } from "../context";

/**
 * What stands between a provider and live checks: the validation suite's last word about its published version, or a
 * person's word for that very version.
 */
export type GoLiveGate = {
  version: number;
  /** `not_run`: the suite has said nothing about this version yet. */
  result: "passed" | "failed" | "not_run";
  /** When the suite said so; null when it has not. */
  at: Date | null;
  /** Failed *must* tests of that run. */
  failed: number;
  /** Who let this version go live without a passed validation, and why; the newest. */
  override: { reason: string; by: string; at: Date } | null;
};

/** What a person's word is recorded as; `provider.kept_live` where the provider was live already. */
export const OVERRIDES = ["provider.went_live", "provider.kept_live"] as const;

type GatedProvider = { id: string; version: number };

/** The gate of a provider's published version. Throws NotFoundError. */
export async function getGoLiveGate(ctx: ServiceContext, input: { slug: string }): Promise<GoLiveGate> {
  requireScope(ctx, "providers:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [provider] = await tx
      .select({ id: providers.id, version: providers.currentVersion })
      .from(providers)
      .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, input.slug)));
    if (provider === undefined) throw new NotFoundError(`There is no provider ${input.slug}.`);
    return readGate(tx, ctx, provider);
  });
}

export async function readGate(tx: Tx, ctx: ServiceContext, provider: GatedProvider): Promise<GoLiveGate> {
  const { version } = provider;
  const [last] = await tx
    .select({ state: validationRuns.state, at: validationRuns.createdAt, failed: validationRuns.failed })
    .from(validationRuns)
    .where(
      and(
        eq(validationRuns.tenantId, ctx.tenantId),
        eq(validationRuns.providerId, provider.id),
        eq(validationRuns.version, version),
        inArray(validationRuns.state, ["passed", "failed"]),
      ),
    )
    .orderBy(desc(validationRuns.createdAt))
    .limit(1);
  const result = last === undefined ? "not_run" : last.state === "passed" ? "passed" : "failed";
  return {
    version,
    result,
    at: last?.at ?? null,
    failed: last?.failed ?? 0,
    override: await findOverride(tx, ctx, provider),
  };
}

/** Whether the provider may be live with this version. */
export const isOpen = (gate: GoLiveGate): boolean => gate.result === "passed" || gate.override !== null;

/** Why not, as a sentence; null when the gate is open. */
export function whyClosed(gate: GoLiveGate): string | null {
  if (isOpen(gate)) return null;
  return gate.result === "not_run"
    ? `Version ${gate.version} has not been validated yet. Run the validation first.`
    : `Version ${gate.version} failed its last validation. Mend what failed and run it again.`;
}

/** The audit trail is where a person's word is kept, so it is what the gate reads. */
async function findOverride(tx: Tx, ctx: ServiceContext, { id, version }: GatedProvider) {
  const [row] = await tx
    .select({ reason: auditLog.reason, by: auditLog.actorLabel, at: auditLog.createdAt })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.tenantId, ctx.tenantId),
        eq(auditLog.targetKind, "provider"),
        eq(auditLog.targetId, id),
        inArray(auditLog.action, OVERRIDES),
        sql`${auditLog.reason} is not null`,
        sql`${auditLog.details}->>'version' = ${String(version)}`,
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(1);
  return row === undefined || row.reason === null ? null : { ...row, reason: row.reason };
}
