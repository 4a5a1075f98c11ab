"use server";
import { refresh } from "next/cache";
import type { ResendInput, ResendResult } from "@/components/notification/resend-dialog";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import type { ExchangeDetail } from "@/components/timeline/exchange-detail";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { stopRetrying, StopRetryingInput } from "@/lib/services/notifications";
import { openConsole } from "../../../open-console";
import { loadExchange as loadCheckExchange } from "../../checks/[id]/actions";
import { resendFromConsole } from "../resend";

/** One attempt now, on a person's word. */
export async function resend(
  place: { tenant: string; notificationId: string },
  input: ResendInput,
): Promise<ResendResult> {
  const { ctx } = await openConsole(place.tenant);
  return resendFromConsole(ctx, place.notificationId, input);
}

/** Nothing is tried by itself any more. */
export async function stop(
  place: { tenant: string; notificationId: string },
  reason: string,
): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    await stopRetrying(ctx, {
      notificationId: place.notificationId,
      ...parseInput(StopRetryingInput, { reason }),
    });
  });
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}

/** What an attempt sent and what came back. */
export async function loadExchange(
  place: { tenant: string; checkId: string },
  exchangeId: string,
): Promise<ExchangeDetail> {
  return loadCheckExchange(place, exchangeId);
}
