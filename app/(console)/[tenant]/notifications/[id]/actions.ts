"use server";
import type { ResendInput, ResendResult } from "@/components/notification/resend-dialog";
import type { ExchangeDetail } from "@/components/timeline/exchange-detail";
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

/** What an attempt sent and what came back. */
export async function loadExchange(
  place: { tenant: string; checkId: string },
  exchangeId: string,
): Promise<ExchangeDetail> {
  return loadCheckExchange(place, exchangeId);
}
