"use server";
import { refresh } from "next/cache";
import type { ItemsPage } from "@/components/attention/use-item-pages";
import type { Mark, MarkTarget } from "@/components/attention/attention-view";
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
import { forgetShellFacts } from "../shell-facts";
import { toItemView } from "./attention-view";

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
  const { ctx, user } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const keys = "keys" in target ? target.keys : await keysOf(ctx, target.cause, place);
    await markAttention(
      ctx,
      parseInput(MarkAttentionInput, { item_keys: keys, ...toInput(ctx, mark, user.id) }),
    );
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

function toInput(ctx: ServiceContext, mark: Mark, userId: string): Record<string, unknown> {
  switch (mark.action) {
    case "assign":
      return { action: "assign", assignee_id: mark.isToMe ? userId : null };
    case "snooze":
      return { action: "snooze", until: new Date(ctx.now().getTime() + mark.hours * HOUR_MS) };
    case "dismiss":
      return { action: "dismiss", reason: mark.reason };
    case "reopen":
      return { action: "reopen" };
  }
}

/** Closes every breaker that is open; what is parked leaves at the bounded rate. */
export async function closeBreakers(
  place: Place,
  reason: string,
): Promise<{ ok: true } | { ok: false; message: string }> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const input = parseInput(CloseBreakerInput, { reason });
    const breakers = await listBreakers(ctx);
    const open = breakers.filter(({ state, parked }) => state !== "closed" || parked > 0);
    for (const { id } of open) await closeBreaker(ctx, { id, reason: input.reason });
  });
  if (!result.ok) return { ok: false, message: result.message };
  forgetShellFacts(ctx);
  refresh();
  return { ok: true };
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
