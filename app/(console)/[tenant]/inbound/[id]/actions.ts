"use server";
import { refresh } from "next/cache";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { ConflictError } from "@/lib/errors";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import type { CheckId } from "@/lib/ids";
import { getCheckRow } from "@/lib/services/checks";
import { requireScope, type ServiceContext } from "@/lib/services/context";
import {
  attachInbound,
  AttachInboundInput,
  beginReplay,
  getReplayableEvent,
  ignoreInbound,
  IgnoreInboundInput,
} from "@/lib/services/inbound";
import { openConsole } from "../../../open-console";
import { forgetAttentionCount } from "../../attention-count";

type EventPlace = { tenant: string; id: string };

async function act(place: EventPlace, work: (ctx: ServiceContext) => Promise<unknown>): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(() => work(ctx));
  if (!result.ok) {
    const [issue] = result.issues;
    const isId = issue?.path === "/check_id";
    return { ok: false, message: isId ? "This is not the id of a check." : result.message };
  }
  forgetAttentionCount(ctx);
  refresh();
  return { ok: true };
}

const optional = (reason: string) => (reason === "" ? {} : { reason });

/** Gives the event to a check. */
export async function attach(place: EventPlace, checkId: string, reason: string): Promise<Confirmed> {
  return act(place, async (ctx) => {
    const input = parseInput(AttachInboundInput, { check_id: checkId, ...optional(reason) });
    await attachInbound(ctx, { id: place.id, checkId: input.check_id, reason: input.reason });
  });
}

/** Takes the event out of the tray. */
export async function ignore(place: EventPlace, reason: string): Promise<Confirmed> {
  return act(place, async (ctx) => {
    const input = parseInput(IgnoreInboundInput, { reason });
    await ignoreInbound(ctx, { id: place.id, reason: input.reason });
  });
}

/** Lets the event's check read it once more, with the version the check is pinned to. */
export async function replay(place: EventPlace, reason: string): Promise<Confirmed> {
  return act(place, async (ctx) => {
    requireScope(ctx, "checks:write");
    const { event } = await getReplayableEvent(ctx, place.id);
    if (event.checkId === null) throw new ConflictError("This event belongs to no check; attach it to one.");
    const check = await getCheckRow(ctx, event.checkId as CheckId);
    await beginReplay(ctx, {
      eventId: event.id,
      checkId: check.id,
      version: check.version,
      reason: reason === "" ? null : reason,
    });
    void ctx.engine.wake({ tenantId: ctx.tenantId, checkId: check.id, template: check.checkTemplate });
  });
}
