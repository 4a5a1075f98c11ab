import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { providers, signatureFailures, signingKeys, validationRuns } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { requireScope, type ServiceContext } from "../context";
import { type MatchedKey, toMatchedKey } from "./provider-keys";

export type SignatureFailure = typeof signatureFailures.$inferSelect & {
  /** The provider's key of that id, as it is today; null when it has and had none. */
  key: MatchedKey | null;
  /** Provoked by our own validation or simulator, which sign wrongly on purpose. */
  isOwnTest: boolean;
};

const MOST = 50;
/** Refused calls are written about a second after they happened. */
const WRITE_DELAY_MS = 3_000;

/** Refused calls of a provider, counted by key id and reason, latest first. Throws NotFoundError. */
export async function listSignatureFailures(
  ctx: ServiceContext,
  input: { slug: string },
): Promise<SignatureFailure[]> {
  requireScope(ctx, "providers:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [provider] = await tx
      .select({ id: providers.id })
      .from(providers)
      .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, input.slug)));
    if (provider === undefined) throw new NotFoundError(`There is no provider ${input.slug}.`);
    const failures = await tx
      .select()
      .from(signatureFailures)
      .where(and(eq(signatureFailures.tenantId, ctx.tenantId), eq(signatureFailures.providerId, provider.id)))
      .orderBy(desc(signatureFailures.lastAt))
      .limit(MOST);
    const keys = await readKeys(tx, ctx, provider.id);
    const runs = await readRuns(tx, ctx, provider.id);
    return failures.map((failure) => {
      const key = keys.find(({ keyId }) => keyId === failure.keyId) ?? null;
      const isOwnTest =
        key?.isTemporary === true ||
        (key === null && isDuring(runs, failure.createdAt) && isDuring(runs, failure.lastAt));
      return { ...failure, key, isOwnTest };
    });
  });
}

async function readKeys(tx: Tx, ctx: ServiceContext, providerId: string): Promise<MatchedKey[]> {
  const rows = await tx
    .select()
    .from(signingKeys)
    .where(and(eq(signingKeys.tenantId, ctx.tenantId), eq(signingKeys.providerId, providerId)));
  return rows.map((row) => toMatchedKey(ctx, row));
}

type Run = { from: Date; to: Date | null };

function readRuns(tx: Tx, ctx: ServiceContext, providerId: string): Promise<Run[]> {
  return tx
    .select({ from: validationRuns.createdAt, to: validationRuns.finishedAt })
    .from(validationRuns)
    .where(and(eq(validationRuns.tenantId, ctx.tenantId), eq(validationRuns.providerId, providerId)))
    .orderBy(desc(validationRuns.createdAt))
    .limit(200);
}

const isDuring = (runs: readonly Run[], at: Date): boolean =>
  runs.some(({ from, to }) => at >= from && (to === null || at.getTime() <= to.getTime() + WRITE_DELAY_MS));
