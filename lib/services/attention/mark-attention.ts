import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { attentionMarks, memberships } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { InvalidInputError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import type { MarkAttentionInput } from "./schemas";

type Marks = Pick<
  Partial<typeof attentionMarks.$inferInsert>,
  "assigneeId" | "snoozedUntil" | "dismissedAt" | "reason"
>;

const LONGEST_SNOOZE_MS = 90 * 86_400_000;
const AUDITED = {
  assign: "attention.assigned",
  snooze: "attention.snoozed",
  dismiss: "attention.dismissed",
  reopen: "attention.reopened",
} as const;

/**
 * Marks items of "Needs attention", with one audit row that names them all. A dismissed item comes back when it happens
 * again. Repeating a mark changes nothing but its time. Throws InvalidInputError for a stranger or an odd instant.
 */
export async function markAttention(
  ctx: ServiceContext,
  input: MarkAttentionInput,
): Promise<{ marked: number }> {
  requireScope(ctx, "checks:write");
  const keys = [...new Set(input.item_keys)];
  const marks = marksOf(ctx, input);
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    if (marks.assigneeId != null) await requireMember(tx, ctx, marks.assigneeId);
    await writeMarks(tx, ctx, { keys, marks });
    await recordAudit(tx, ctx, {
      action: AUDITED[input.action],
      targetKind: "attention",
      targetId: keys.length === 1 ? (keys[0] ?? "") : `${keys.length} items`,
      reason: input.reason ?? null,
      details: {
        items: keys,
        ...(marks.assigneeId === undefined ? {} : { assignee_id: marks.assigneeId }),
        ...(marks.snoozedUntil == null ? {} : { until: marks.snoozedUntil.toISOString() }),
      },
    });
    return { marked: keys.length };
  });
}

function marksOf(ctx: ServiceContext, input: MarkAttentionInput): Marks {
  const reason = input.reason ?? null;
  switch (input.action) {
    case "assign":
      return { assigneeId: input.assignee_id ?? null, ...(input.reason === undefined ? {} : { reason }) };
    case "snooze":
      return { snoozedUntil: requireSnooze(ctx, input.until), reason };
    case "dismiss":
      return { dismissedAt: ctx.now(), snoozedUntil: null, reason };
    case "reopen":
      return { dismissedAt: null, snoozedUntil: null, reason };
  }
}

function requireSnooze(ctx: ServiceContext, until: Date | undefined): Date {
  const waitMs = (until?.getTime() ?? 0) - ctx.now().getTime();
  if (until !== undefined && waitMs > 0 && waitMs <= LONGEST_SNOOZE_MS) return until;
  throw new InvalidInputError("An item can sleep until a moment within the next 90 days.", [
    { path: "/until", message: "must be within the next 90 days" },
  ]);
}

async function requireMember(tx: Tx, ctx: ServiceContext, userId: string): Promise<void> {
  const [member] = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.userId, userId)));
  if (member !== undefined) return;
  throw new InvalidInputError("Only a member of this tenant can own an item.", [
    { path: "/assignee_id", message: "is no member of this tenant" },
  ]);
}

async function writeMarks(
  tx: Tx,
  ctx: ServiceContext,
  { keys, marks }: { keys: string[]; marks: Marks },
): Promise<void> {
  const now = ctx.now();
  const said = { ...marks, actorLabel: ctx.actor.label, updatedAt: now };
  await tx
    .insert(attentionMarks)
    .values(keys.map((itemKey) => ({ id: newId(now.getTime()), tenantId: ctx.tenantId, itemKey, ...said })))
    .onConflictDoUpdate({ target: [attentionMarks.tenantId, attentionMarks.itemKey], set: said });
}
