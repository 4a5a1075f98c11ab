import { eq } from "drizzle-orm";
import { inboundEvents } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { lockEvent } from "./attach-inbound";
import type { EventRow } from "./record-event";

/** Takes an unmatched or failed event out of the tray, for a stated reason; it stays stored. Twice is once. */
export async function ignoreInbound(
  ctx: ServiceContext,
  input: { id: string; reason: string },
): Promise<EventRow> {
  requireScope(ctx, "checks:write");
  if (!isUuid(input.id)) throw new NotFoundError("This inbound event does not exist.");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const event = await lockEvent(tx, ctx, input.id);
    if (event.state === "ignored") return event;
    if (event.state !== "unmatched" && event.state !== "failed")
      throw new ConflictError("This event belongs to a check; there is nothing to ignore.");
    const [ignored] = await tx
      .update(inboundEvents)
      .set({ state: "ignored", ignoredReason: input.reason })
      .where(eq(inboundEvents.id, event.id))
      .returning();
    await recordAudit(tx, ctx, {
      action: "inbound.ignored",
      targetKind: "inbound_event",
      targetId: event.id,
      reason: input.reason,
    });
    return ignored ?? event;
  });
}
