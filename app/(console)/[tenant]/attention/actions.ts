"use server";
import { refresh } from "next/cache";
import type { ItemsPage, Mark, MarkTarget } from "@/components/attention/attention-view";
import { answerAction } from "@/lib/http/action";
import { decodeCursor, encodeCursor } from "@/lib/http/pagination";
import { parseInput } from "@/lib/http/parse-input";
import {
  type AttentionCause,
  listAttentionItems,
  markAttention,
  MarkAttentionInput,
} from "@/lib/services/attention";
import { closeBreaker, CloseBreakerInput, listBreakers } from "@/lib/services/breakers";
import type { ServiceContext } from "@/lib/services/context";
import { openConsole } from "../../open-console";
import { previewMapping, saveMapping } from "../checks/[id]/again-actions";
import { forgetShellFacts } from "../shell-facts";
import { breakerIdOf, toItemView } from "./attention-view";

type Place = { tenant: string; shown: "open" | "hidden" };

const MOST_AT_ONCE = 200;
const PAGE_ITEMS = 50;
const HOUR_MS = 3_600_000;

/** Marks items, or the latest two hundred of a cause. */
export async function markItems(
  place: Place,
  target: MarkTarget,
  mark: Mark,
): Promise<{ ok: true } | { ok: false; message: string }> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const keys = "keys" in target ? target.keys : await keysOf(ctx, target.cause, place);
    await markAttention(ctx, parseInput(MarkAttentionInput, { item_keys: keys, ...toInput(ctx, mark) }));
  });
  if (!result.ok) return { ok: false, message: result.issues[0]?.message ?? result.message };
  forgetShellFacts(ctx);
  refresh();
  return { ok: true };
}

async function keysOf(ctx: ServiceContext, cause: AttentionCause, { shown }: Place): Promise<string[]> {
  const page = await listAttentionItems(ctx, { cause, shown, page: { limit: MOST_AT_ONCE, after: null } });
  return page.items.map((item) => item.key);
}

function toInput(ctx: ServiceContext, mark: Mark): Record<string, unknown> {
  switch (mark.action) {
    case "assign":
      return { action: "assign", assignee_id: mark.to };
    case "snooze":
      return { action: "snooze", until: new Date(ctx.now().getTime() + mark.hours * HOUR_MS) };
    case "dismiss":
      return { action: "dismiss", reason: mark.reason };
    case "reopen":
      return { action: "reopen" };
  }
}

/** Closes the one breaker an item is about; what is parked for it leaves at the bounded rate. */
export async function closeBreakerOf(
  place: Place,
  itemKey: string,
  reason: string,
): Promise<{ ok: true } | { ok: false; message: string }> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const input = parseInput(CloseBreakerInput, { reason });
    const id = breakerIdOf(itemKey, await listBreakers(ctx));
    await closeBreaker(ctx, { id, reason: input.reason });
  });
  if (!result.ok) return { ok: false, message: result.message };
  forgetShellFacts(ctx);
  refresh();
  return { ok: true };
}

/** What a version makes of the stored answer of the check an item is about. */
export async function previewItemMapping(place: Place, checkId: string, version: number | null) {
  return previewMapping({ tenant: place.tenant, checkId }, version);
}

/** Stores what `previewItemMapping` showed. */
export async function saveItemMapping(
  place: Place,
  checkId: string,
  input: Parameters<typeof saveMapping>[1],
) {
  return saveMapping({ tenant: place.tenant, checkId }, input);
}

/** More items of one cause, latest first. */
export async function loadItems(
  place: Place,
  cause: AttentionCause,
  cursor: string | null,
): Promise<ItemsPage> {
  const { ctx } = await openConsole(place.tenant);
  const page = await listAttentionItems(ctx, {
    cause,
    shown: place.shown,
    page: { limit: PAGE_ITEMS, after: decodeCursor(cursor ?? undefined) },
  });
  return {
    items: page.items.map((item) => toItemView(item, place.tenant)),
    next: encodeCursor(page.next),
  };
}
