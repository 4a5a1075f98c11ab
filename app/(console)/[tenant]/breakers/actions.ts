"use server";
import { refresh } from "next/cache";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { closeBreaker, CloseBreakerInput } from "@/lib/services/breakers";
import { openConsole } from "../../open-console";
import { forgetShellFacts } from "../shell-facts";

/** Closes one breaker by hand; what is parked for it leaves at the bounded rate. */
export async function closeOne(place: { tenant: string; id: string }, reason: string): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const input = parseInput(CloseBreakerInput, { reason });
    await closeBreaker(ctx, { id: place.id, reason: input.reason });
  });
  if (!result.ok) return { ok: false, message: result.message };
  forgetShellFacts(ctx);
  refresh();
  return { ok: true };
}
