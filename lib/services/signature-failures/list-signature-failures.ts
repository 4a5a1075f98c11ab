import { and, desc, eq } from "drizzle-orm";
import { providers, signatureFailures } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";

export type SignatureFailure = typeof signatureFailures.$inferSelect;

/** Refused calls of a provider, counted by key id and reason, latest first. */
export async function listSignatureFailures(
  ctx: ServiceContext,
  input: { slug: string },
): Promise<SignatureFailure[]> {
  requireScope(ctx, "providers:read");
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ failure: signatureFailures })
      .from(signatureFailures)
      .innerJoin(providers, eq(providers.id, signatureFailures.providerId))
      .where(and(eq(signatureFailures.tenantId, ctx.tenantId), eq(providers.slug, input.slug)))
      .orderBy(desc(signatureFailures.lastAt))
      .limit(50),
  );
  return rows.map((row) => row.failure);
}
