"use server";
import { refresh } from "next/cache";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { closeBreaker, CloseBreakerInput } from "@/lib/services/breakers";
import { openConsole } from "../../../../open-console";

/** Lets calls leave again; the reason is kept in the audit trail. */
export async function closeByHand(place: { tenant: string }, id: string, reason: string): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(() => {
    const input = parseInput(CloseBreakerInput, { reason });
    return closeBreaker(ctx, { id, reason: input.reason });
  });
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}
