"use server";
import { refresh } from "next/cache";
import type { ReplayVersion } from "@/components/inbound/inbound-actions";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { replayInbound } from "@/lib/services/checks";
import type { ServiceContext } from "@/lib/services/context";
import {
  attachInbound,
  AttachInboundInput,
  createIgnoreRule,
  CreateIgnoreRuleInput,
  ignoreInbound,
  IgnoreInboundInput,
  ReplayInboundInput,
} from "@/lib/services/inbound";
import { openConsole } from "../../../open-console";
import { forgetShellFacts } from "../../shell-facts";

type EventPlace = { tenant: string; id: string };

async function act(place: EventPlace, work: (ctx: ServiceContext) => Promise<unknown>): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(() => work(ctx));
  if (!result.ok) {
    const [issue] = result.issues;
    const isId = issue?.path === "/check_id";
    return { ok: false, message: isId ? "This is not the id of a check." : result.message };
  }
  forgetShellFacts(ctx);
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

/** Reads the stored event once more, with the version of its check or the published one. */
export async function replay(place: EventPlace, version: ReplayVersion, reason: string): Promise<Confirmed> {
  return act(place, async (ctx) => {
    const input = parseInput(ReplayInboundInput, { version, ...optional(reason) });
    await replayInbound(ctx, { id: place.id, version: input.version, reason: input.reason });
  });
}

/** Makes a standing rule of what the event says in one field. */
export async function makeRule(
  place: EventPlace,
  given: { field: string; equals: string },
  reason: string,
): Promise<Confirmed> {
  return act(place, async (ctx) => {
    const input = parseInput(CreateIgnoreRuleInput, { ...given, reason });
    await createIgnoreRule(ctx, { ...input, eventId: place.id });
  });
}
