"use server";
import { refresh } from "next/cache";
import type { RemapView } from "@/components/check/remap-dialog";
import { type ActionResult, answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import {
  CallAgainInput,
  callProviderAgain,
  type MaskedOutcome,
  previewRemap,
  RemapInput,
  saveRemap,
} from "@/lib/services/checks";
import { openConsole } from "../../../open-console";

type CheckPlace = { tenant: string; checkId: string };

/** What a version makes of the stored answer; the published one when none is named. Nothing is written. */
export async function previewMapping(
  place: CheckPlace,
  version: number | null,
): Promise<ActionResult<RemapView>> {
  const { ctx } = await openConsole(place.tenant);
  return answerAction(async () => {
    const preview = await previewRemap(ctx, { id: place.checkId, version: version ?? undefined });
    const { exchange, before, after, problems, refusal } = preview;
    return {
      exchangeId: exchange.id,
      operation: exchange.operation,
      at: exchange.startedAt.toISOString(),
      version: preview.version,
      before: before === null ? null : textOf(before),
      after: textOf(after),
      problems,
      refusal,
    };
  });
}

/** Stores what `previewMapping` showed. */
export async function saveMapping(
  place: CheckPlace,
  input: { version: number; exchangeId: string; reason: string },
): Promise<ActionResult<null>> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const { version, exchangeId, reason } = input;
    const parsed = parseInput(RemapInput, { version, exchange_id: exchangeId, reason });
    await saveRemap(ctx, { id: place.checkId, ...parsed });
    return null;
  });
  if (result.ok) refresh();
  return result;
}

/** Starts the check at the provider once more. */
export async function callAgain(place: CheckPlace, reason: string): Promise<ActionResult<null>> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    await callProviderAgain(ctx, { id: place.checkId, ...parseInput(CallAgainInput, { reason }) });
    return null;
  });
  if (result.ok) refresh();
  return result;
}

const textOf = ({ kind, decision, masked }: MaskedOutcome): string =>
  JSON.stringify({ kind, decision, outcome: masked }, null, 2);
