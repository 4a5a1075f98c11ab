import { createHash } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { auditLog } from "@/lib/db/schema";
import { newId } from "@/lib/ids";
import type { Actor, ServiceContext } from "../context";
import { commitIdempotencyKey } from "../idempotency";

export type AuditEntry = {
  /** What was done, `entity.verb` in the past tense: `provider.created`. */
  action: string;
  targetKind:
    | "tenant"
    | "user"
    | "api_key"
    | "provider"
    | "signing_key"
    | "secret"
    | "check"
    | "notification"
    | "breaker"
    | "job"
    | "attention"
    | "inbound_event"
    | "inbound_ignore_rule";
  targetId: string;
  reason?: string | null;
  /** Allow-listed facts; never a secret, never personal data. */
  details?: Record<string, unknown>;
};

export const GENESIS = "0".repeat(64);

function actorColumns(actor: Actor) {
  const actorKind = actor.kind === "maxsight" ? ("system" as const) : actor.kind;
  return {
    actorKind,
    actorId: "id" in actor ? actor.id : null,
    actorLabel: actor.label,
    address: "address" in actor ? (actor.address ?? null) : null,
  };
}

/**
 * Writes the audit row in the caller's transaction, so that an act and its record stand or fall together. Each row's
 * hash covers the row before it; the advisory lock keeps the chain of a tenant in one line.
 */
export async function recordAudit(tx: Tx, ctx: ServiceContext, entry: AuditEntry): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`audit/${ctx.tenantId}`}))`);
  const [last] = await tx
    .select({ seq: auditLog.seq, hash: auditLog.hash })
    .from(auditLog)
    .where(eq(auditLog.tenantId, ctx.tenantId))
    .orderBy(desc(auditLog.seq))
    .limit(1);
  const row = {
    id: newId(ctx.now().getTime()),
    tenantId: ctx.tenantId,
    seq: (last?.seq ?? 0) + 1,
    ...actorColumns(ctx.actor),
    action: entry.action,
    targetKind: entry.targetKind,
    targetId: entry.targetId,
    reason: entry.reason ?? null,
    details: entry.details ?? {},
    previousHash: last?.hash ?? GENESIS,
    createdAt: ctx.now(),
  };
  await tx.insert(auditLog).values({ ...row, hash: hashAuditRow(row) });
  await commitIdempotencyKey(tx, ctx);
}

type HashedColumns = Omit<typeof auditLog.$inferSelect, "hash">;

/** The hash of an audit row: SHA-256 over its canonical JSON, the previous hash included. */
export function hashAuditRow(row: HashedColumns): string {
  const canonical = [
    row.previousHash,
    row.tenantId,
    row.seq,
    row.actorKind,
    row.actorId,
    row.actorLabel,
    row.action,
    row.targetKind,
    row.targetId,
    row.reason,
    canonicalJson(row.details),
    row.createdAt.toISOString(),
    // Rows from before there were addresses keep their hash.
    ...(row.address === null ? [] : [row.address]),
  ];
  return createHash("sha256").update(JSON.stringify(canonical)).digest("hex");
}

/** JSON with sorted members: jsonb does not keep their order, the hash must not depend on it. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(",")}}`;
}
