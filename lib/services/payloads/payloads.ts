import { eq } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import type { Tx } from "@/lib/db/client";
import { type PayloadClass, payloads } from "@/lib/db/schema";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "../context";

const DAY_MS = 86_400_000;

/**
 * How long a body of each class is kept (PRODUCT: bodies 90 days). Null: as long as its check lives, which for a
 * monitored one is years, and its lifecycle needs it to the end; credentials go the moment it ends.
 */
const RETENTION_MS: Record<PayloadClass, number | null> = {
  input: null,
  credentials: null,
  progress: null,
  result: 90 * DAY_MS,
  exchange: 90 * DAY_MS,
  inbound: 90 * DAY_MS,
  image: DAY_MS,
};

export type PayloadRow = typeof payloads.$inferInsert;

/** Encrypts a body and gives the row to insert; encryption happens before the transaction, so that it stays short. */
export async function sealPayload(
  ctx: ServiceContext,
  kind: PayloadClass,
  body: Uint8Array | object,
): Promise<PayloadRow> {
  const plaintext = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body), "utf8");
  const createdAt = ctx.now();
  const keptMs = RETENTION_MS[kind];
  return {
    id: newId(createdAt.getTime()),
    tenantId: ctx.tenantId,
    class: kind,
    ciphertext: await ctx.keyring.encrypt(ctx.tenantId, "payload", plaintext),
    size: plaintext.length,
    createdAt,
    expiresAt: keptMs === null ? null : new Date(createdAt.getTime() + keptMs),
  };
}

/** The bytes of a stored body, or null when retention or the end of its check has taken it. */
export async function findPayload(
  ctx: ServiceContext,
  tx: Tx,
  payloadId: string | null,
): Promise<Buffer | null> {
  if (payloadId === null) return null;
  const [row] = await tx
    .select({ ciphertext: payloads.ciphertext })
    .from(payloads)
    .where(eq(payloads.id, payloadId));
  return row === undefined ? null : ctx.keyring.decrypt(ctx.tenantId, "payload", row.ciphertext);
}

/** A stored JSON body. `Shape` is the type it was sealed with: only our own code writes payloads. */
export async function findJsonPayload<Shape>(
  ctx: ServiceContext,
  tx: Tx,
  payloadId: string | null,
): Promise<Shape | null> {
  const bytes = await findPayload(ctx, tx, payloadId);
  return bytes === null ? null : (JSON.parse(bytes.toString("utf8")) as Shape);
}

/** Many stored JSON bodies in one query, by id; those that are gone are missing. */
export async function findJsonPayloads<Shape>(
  ctx: ServiceContext,
  tx: Tx,
  payloadIds: readonly string[],
): Promise<Map<string, Shape>> {
  if (payloadIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: payloads.id, ciphertext: payloads.ciphertext })
    .from(payloads)
    .where(anyOf(payloads.id, payloadIds));
  const opened = rows.map(async ({ id, ciphertext }) => {
    const bytes = await ctx.keyring.decrypt(ctx.tenantId, "payload", ciphertext);
    return [id, JSON.parse(bytes.toString("utf8")) as Shape] as const;
  });
  return new Map(await Promise.all(opened));
}
