import { and, eq, isNull } from "drizzle-orm";
import type { WebhookDelivery } from "@/lib/connectors/connector";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { applyInboundEvents } from "../inbound";
import type { CheckRow } from "./check-row";
import { loadCheckWork } from "./check-work";
import { getCheckRow } from "./find-check";
import { storeOutcome } from "./store-outcome";

/**
 * Reads the webhooks that have come for a check, oldest first: each is mapped and stored, or makes the next poll due at
 * once where the definition says `then: poll`. Safe to repeat: storing an outcome twice changes nothing.
 */
export async function readInbound(ctx: ServiceContext, checkId: CheckId): Promise<void> {
  const check = await getCheckRow(ctx, checkId);
  await applyInboundEvents(ctx, { check, apply: (delivery) => applyDelivery(ctx, check, delivery) });
}

/** Maps one delivery with the version the row names, and stores what it says; `ignored` when it says nothing. */
export async function applyDelivery(
  ctx: ServiceContext,
  check: CheckRow,
  delivery: WebhookDelivery,
): Promise<"applied" | "ignored"> {
  const { version, connector, call, progress } = await loadCheckWork(ctx, check);
  const { connector: definition } = version;
  if (definition.kind === "http" && definition.operations.webhook?.then === "poll") {
    await pollAtOnce(ctx, check);
    return "applied";
  }
  const read = await connector.readWebhook?.(call, progress, delivery);
  if (read === undefined || read.outcome === null) return "ignored";
  await storeOutcome(ctx, { check, version, outcome: read.outcome, exchanges: [] });
  return "applied";
}

async function pollAtOnce(ctx: ServiceContext, check: CheckRow): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(checks)
      .set({ nextPollAt: ctx.now() })
      .where(
        and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, check.id), isNull(checks.monitoringPausedAt)),
      ),
  );
}
