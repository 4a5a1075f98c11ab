"use server";
import { refresh } from "next/cache";
import type { ResendInput, ResendResult } from "@/components/notification/resend-dialog";
import type { CheckSignaturesData } from "@/components/signature/check-signatures";
import type { ExchangeDetail } from "@/components/timeline/exchange-detail";
import { NotFoundError } from "@/lib/errors";
import { type ActionResult, answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import type { CheckId } from "@/lib/ids";
import { CancelCheckInput, cancelCheck, getCheck } from "@/lib/services/checks";
import { getExchangeBodies } from "@/lib/services/exchanges";
import { explainCheckSignatures } from "@/lib/services/signature-failures";
import { openConsole } from "../../../open-console";
import { resendFromConsole } from "../../notifications/resend";
import { toSignedCall } from "../../signature/view";
import { toExchangeDetail } from "./exchange-detail";

type CheckPlace = { tenant: string; checkId: string };

/** One exchange of a check with its masked bodies. */
export async function loadExchange(place: CheckPlace, exchangeId: string): Promise<ExchangeDetail> {
  const { ctx } = await openConsole(place.tenant);
  const check = await getCheck(ctx, { id: place.checkId });
  const exchange = check.exchanges.find((candidate) => candidate.id === exchangeId);
  if (exchange === undefined) throw new NotFoundError("This check has no such exchange.");
  return toExchangeDetail(exchange, await getExchangeBodies(ctx, { exchangeId }));
}

/** The calls between Maxsight and us, with what is known of their signatures. */
export async function loadSignatures(place: CheckPlace): Promise<CheckSignaturesData> {
  const { ctx } = await openConsole(place.tenant);
  const { calls, total } = await explainCheckSignatures(ctx, { checkId: place.checkId });
  return { calls: calls.map(toSignedCall), total };
}

/** One attempt of a notification now, on a person's word. */
export async function resend(
  place: { tenant: string; notificationId: string },
  input: ResendInput,
): Promise<ResendResult> {
  const { ctx } = await openConsole(place.tenant);
  return resendFromConsole(ctx, place.notificationId, input);
}

/** Ends a check for good. */
export async function cancel(place: CheckPlace, reason: string): Promise<ActionResult<null>> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const input = parseInput(CancelCheckInput, { reason });
    await cancelCheck(ctx, { id: place.checkId as CheckId, reason: input.reason });
    return null;
  });
  if (result.ok) refresh();
  return result;
}
