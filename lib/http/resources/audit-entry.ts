import { z } from "zod";
import type { AuditRow } from "@/lib/services/audit";
import { Instant, JsonObject } from "./values";

export const PublicAuditEntry = z
  .object({
    id: z.uuid(),
    seq: z.int(),
    actor: z.object({
      kind: z.enum(["user", "api_key", "cli", "system"]),
      id: z.string().nullable(),
      label: z.string(),
      address: z.string().nullable().meta({ description: "Where the person or key called from, if known." }),
    }),
    action: z.string(),
    target: z.object({ kind: z.string(), id: z.string() }),
    reason: z.string().nullable(),
    details: JsonObject,
    hash: z.string().meta({ description: "Covers this entry and the hash of the one before." }),
    created_at: Instant,
  })
  .meta({ id: "AuditEntry" });

/** An audit entry as the management API shows it. */
export function toPublicAuditEntry(row: AuditRow): z.input<typeof PublicAuditEntry> {
  return {
    id: row.id,
    seq: row.seq,
    actor: { kind: row.actorKind, id: row.actorId, label: row.actorLabel, address: row.address },
    action: row.action,
    target: { kind: row.targetKind, id: row.targetId },
    reason: row.reason,
    details: row.details,
    hash: row.hash,
    created_at: row.createdAt.toISOString(),
  };
}
