"use server";
import { refresh } from "next/cache";
import { createLoader } from "nuqs/server";
import type { ListPage } from "@/components/data-table/use-live-pages";
import { INBOUND_SEARCH, type InboundView } from "@/components/inbound/inbound-view";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { IgnoreManyInboundInput, ignoreManyInbound, removeIgnoreRule } from "@/lib/services/inbound";
import { openConsole } from "../../open-console";
import { forgetShellFacts } from "../shell-facts";
import { readInboundPage } from "./inbound-item";

const loadSearch = createLoader(INBOUND_SEARCH);

/** The page after `cursor`, for the same filters (the query of the list's URL). */
export async function loadOlderInbound(
  place: { tenant: string; query: string },
  cursor: string,
): Promise<ListPage<InboundView, string>> {
  const { ctx } = await openConsole(place.tenant);
  return readInboundPage(ctx, loadSearch(new URLSearchParams(place.query)), cursor);
}

/** Takes named events out of the tray. */
export async function ignoreEvents(
  tenant: string,
  ids: readonly string[],
  reason: string,
): Promise<Confirmed> {
  const { ctx } = await openConsole(tenant);
  const result = await answerAction(async () => {
    await ignoreManyInbound(ctx, parseInput(IgnoreManyInboundInput, { ids, reason }));
  });
  if (!result.ok) return { ok: false, message: result.message };
  forgetShellFacts(ctx);
  refresh();
  return { ok: true };
}

/** Takes a standing rule away. */
export async function removeRule(tenant: string, id: string): Promise<Confirmed> {
  const { ctx } = await openConsole(tenant);
  const result = await answerAction(async () => removeIgnoreRule(ctx, { id }));
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}
