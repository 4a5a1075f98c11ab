"use server";
import { refresh } from "next/cache";
import type { CloneProvider } from "@/components/provider/clone-dialog";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import {
  createProvider,
  CreateProviderInput,
  getProvider,
  restoreVersion,
  retireProvider,
} from "@/lib/services/providers";
import { openConsole } from "../../../open-console";

type ProviderPlace = { tenant: string; slug: string };

/** A draft with the same definition; keys and secrets stay with the one they belong to. */
export async function clone(
  place: ProviderPlace,
  given: { name: string; slug: string },
): Promise<Awaited<ReturnType<CloneProvider>>> {
  const { ctx } = await openConsole(place.tenant);
  return answerAction(async () => {
    const { config, connector } = await getProvider(ctx, place.slug);
    const { name, slug } = given;
    const input = parseInput(CreateProviderInput, {
      slug: slug.trim(),
      name: name.trim(),
      config,
      connector,
      status: "draft",
    });
    const made = await createProvider(ctx, input);
    return { slug: made.slug };
  });
}

export async function retire(place: ProviderPlace, reason: string): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const given = reason === "" ? undefined : reason.slice(0, 500);
  return confirmed(() => retireProvider(ctx, place.slug, { reason: given }));
}

/** Publishes an old definition again, as a new version. */
export async function restore(place: ProviderPlace, number: number): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  return confirmed(() => restoreVersion(ctx, { slug: place.slug, number }));
}

async function confirmed(work: () => Promise<unknown>): Promise<Confirmed> {
  const result = await answerAction(work);
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}
