import { and, count, desc, eq } from "drizzle-orm";
import { exchanges } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { findJsonPayloads } from "../payloads";
import { explainStored, type StoredRequest } from "./explain-exchange-signature";
import type { ExplainedSignature } from "./explain-signature";
import { type ProviderKey, readKeysById } from "./provider-keys";

/** One call between Maxsight and us, with what is known of its signature. */
export type SignedCall = {
  exchangeId: string;
  at: Date;
  /** `in`: Maxsight called. */
  direction: "in" | "out";
  operation: string;
  method: string;
  url: string;
  status: number | null;
  /** null: the request is not kept any more, or was never sent. */
  explained: ExplainedSignature | null;
};

/** A monitored check gathers thousands over the years; each is decrypted to be read. */
const MOST = 50;

/**
 * The signatures of a check's calls with Maxsight, both ways, oldest first: the newest 50 of `total`. Empty for a check
 * that is not there.
 */
export async function explainCheckSignatures(
  ctx: ServiceContext,
  input: { checkId: string },
): Promise<{ calls: SignedCall[]; total: number }> {
  requireScope(ctx, "checks:read");
  const { rows, total } = await readCalls(ctx, input.checkId);
  const known = new Map<string, Promise<ProviderKey[]>>();
  const keysOf = (providerId: string) => (keyId: string) => {
    const keys = known.get(keyId) ?? readKeysById(ctx, { providerId, keyId });
    known.set(keyId, keys);
    return keys;
  };
  const calls = rows.map(async ({ row, request }) => ({
    exchangeId: row.id,
    at: row.startedAt,
    direction: row.direction,
    operation: row.operation,
    method: row.method,
    url: row.url,
    status: row.status,
    explained: await explainStored(row, request, keysOf(row.providerId)),
  }));
  return { calls: await Promise.all(calls), total };
}

async function readCalls(ctx: ServiceContext, checkId: string) {
  const ofCheck = and(
    eq(exchanges.tenantId, ctx.tenantId),
    eq(exchanges.checkId, checkId),
    eq(exchanges.peer, "maxsight"),
  );
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const newest = await tx
      .select()
      .from(exchanges)
      .where(ofCheck)
      .orderBy(desc(exchanges.startedAt), desc(exchanges.id))
      .limit(MOST);
    const [counted] = await tx.select({ total: count() }).from(exchanges).where(ofCheck);
    const kept = newest.flatMap((row) => row.requestPayloadId ?? []);
    const requests = await findJsonPayloads<StoredRequest>(ctx, tx, kept);
    const rows = newest
      .toReversed()
      .map((row) => ({ row, request: requests.get(row.requestPayloadId ?? "") ?? null }));
    return { rows, total: counted?.total ?? 0 };
  });
}
