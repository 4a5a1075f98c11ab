import { expressionsFor } from "@/lib/connectors/for-definition";
import { identifyStoredDelivery } from "@/lib/connectors/http/remap";
import { ConflictError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";
import {
  beginReplay,
  findOpenCheck,
  finishReplay,
  getReplayableEvent,
  type ReplayableEvent,
} from "../inbound";
import { getDefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { getCheckRow } from "./find-check";
import { applyDelivery } from "./read-inbound";

export type ReplayedInbound = { result: "applied" | "ignored"; check: CheckRow; version: number };

/**
 * Reads a stored webhook once more, with the version of its check or the published one, and stores what it says as if it
 * came now. Safe to repeat: storing an outcome twice changes nothing. Throws ConflictError where no open check is found,
 * or for an event that never proved where it comes from.
 */
export async function replayInbound(
  ctx: ServiceContext,
  input: { id: string; version: "original" | "current"; reason?: string | undefined },
): Promise<ReplayedInbound> {
  requireScope(ctx, "checks:write");
  const found = await getReplayableEvent(ctx, input.id);
  const check = await getCheckRow(ctx, await checkOf(ctx, found, input.version));
  const version = input.version === "original" ? check.version : found.currentVersion;
  await beginReplay(ctx, {
    eventId: found.event.id,
    checkId: check.id,
    version,
    reason: input.reason ?? null,
  });
  const result = await applyDelivery(ctx, { ...check, version }, found.delivery);
  await finishReplay(ctx, { eventId: found.event.id, state: result });
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId: check.id, template: check.checkTemplate });
  return { result, check: await getCheckRow(ctx, check.id), version };
}

async function checkOf(
  ctx: ServiceContext,
  { event, delivery, currentVersion }: ReplayableEvent,
  wish: "original" | "current",
): Promise<CheckId> {
  if (event.checkId !== null) return event.checkId as CheckId;
  const { providerId } = event;
  const number = wish === "original" ? event.version : currentVersion;
  const { connector: definition } = await getDefinitionVersion(ctx, { providerId, number });
  const providerReference =
    definition.kind === "http"
      ? await identifyStoredDelivery({ definition, expressions: expressionsFor(ctx.tenantId), delivery })
      : null;
  const checkId =
    providerReference === null ? null : await findOpenCheck(ctx, { providerId, providerReference });
  if (checkId !== null) return checkId;
  throw new ConflictError(
    "No open check of this provider has the reference in this event; attach it to one.",
  );
}
