import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { type GoLiveGate, readGate, whyClosed } from "./go-live-gate";
import { lockProvider, type Provider, type ProviderRow, readProvider } from "./provider-row";

/** Why somebody goes live without a green validation; written into the audit trail. */
export const GoLiveOverride = z.strictObject({ reason: z.string().trim().min(3).max(500) });
export type GoLiveOverride = z.output<typeof GoLiveOverride>;

/**
 * Makes a draft or paused provider live once its published version has passed validation, or on an operator's word with
 * a reason, which stands for that version. A live provider whose version is not green is kept live by such a word.
 * Twice is once. Throws NotFoundError, and ConflictError for a retired provider or a version that is not green.
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
    const gate = await readGate(tx, ctx, { id: provider.id, version: provider.currentVersion });
    const reason = gate.result === "passed" ? null : (override?.reason ?? null);
    if (provider.status !== "live") {
      const problem = whyClosed(gate);
      if (problem !== null && reason === null) throw new ConflictError(problem);
      const changes = { status: "live" as const, resumeAt: null, updatedAt: ctx.now() };
      await tx.update(providers).set(changes).where(eq(providers.id, provider.id));
      await record(tx, ctx, { provider, gate, reason, action: "provider.went_live" });
    } else if (reason !== null) {
      await record(tx, ctx, { provider, gate, reason, action: "provider.kept_live" });
    }
    return readProvider(tx, ctx, slug);
  });
}

type Recorded = {
  provider: ProviderRow;
  gate: GoLiveGate;
  reason: string | null;
  action: "provider.went_live" | "provider.kept_live";
};

async function record(tx: Tx, ctx: ServiceContext, { provider, gate, reason, action }: Recorded) {
  await recordAudit(tx, ctx, {
    action,
    targetKind: "provider",
    targetId: provider.id,
    reason,
    details: {
      slug: provider.slug,
      version: gate.version,
      from: provider.status,
      isValidated: gate.result === "passed",
    },
  });
}
