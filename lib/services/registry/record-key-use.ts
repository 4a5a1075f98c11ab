import { and, eq } from "drizzle-orm";
import { signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "../context";

type ConfigFetch = { signingKeyId: string; version: number; configHash: string };

/** Remembers which configuration Maxsight fetched last with this key, and that the key is in use. */
export async function recordConfigFetch(ctx: ServiceContext, input: ConfigFetch): Promise<void> {
  const now = ctx.now();
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(signingKeys)
      .set({
        lastUsedAt: now,
        lastConfigAt: now,
        lastConfigHash: input.configHash,
        lastConfigVersion: input.version,
      })
      .where(and(eq(signingKeys.tenantId, ctx.tenantId), eq(signingKeys.id, input.signingKeyId))),
  );
}

/** "Last called by Maxsight" is shown to the minute, so it is written at most once a minute per key and process. */
const REMEMBER_EVERY_MS = 60_000;
const writtenAtMs = new Map<string, number>();

/** Notes that a key signed a good request. Never waited for: losing one note loses nothing. */
export function noteKeyUse(ctx: ServiceContext, signingKeyId: string): void {
  const now = ctx.now();
  if (now.getTime() - (writtenAtMs.get(signingKeyId) ?? 0) < REMEMBER_EVERY_MS) return;
  writtenAtMs.set(signingKeyId, now.getTime());
  const written = asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(signingKeys)
      .set({ lastUsedAt: now })
      .where(and(eq(signingKeys.tenantId, ctx.tenantId), eq(signingKeys.id, signingKeyId))),
  );
  written.catch(() => writtenAtMs.delete(signingKeyId));
}
