"use server";
import { refresh } from "next/cache";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { goLive as makeLive, GoLiveOverride } from "@/lib/services/providers";
import { runValidation } from "@/lib/services/validations";
import { openConsole } from "../../../../open-console";

type ProviderPlace = { tenant: string; slug: string };

/** Starts the validation suite; it goes on without this page. */
export async function run(place: ProviderPlace): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(() => runValidation(ctx, { slug: place.slug }));
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}

/** `reason` null: only when the published version is green. */
export async function goLive(place: ProviderPlace, reason: string | null): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(() => {
    const override = reason === null ? undefined : parseInput(GoLiveOverride, { reason });
    return makeLive(ctx, { slug: place.slug, override });
  });
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}
