"use server";
import { refresh } from "next/cache";
import type { CheckDefinition, PublishDefinition } from "@/components/provider-editor/editor-types";
import type { TryMapping } from "@/components/provider-editor/bench-types";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { tryMapping, TryMappingInput } from "@/lib/services/mapping-bench";
import { previewDefinition, updateProvider, UpdateProviderInput } from "@/lib/services/providers";
import { openConsole } from "../../../../open-console";
import { toChecked } from "../definition-view";

type ProviderPlace = { tenant: string; slug: string };

/** What publishing a text would do; nothing is written. */
export async function checkDefinition(
  place: ProviderPlace,
  document: Record<string, unknown>,
): Promise<Awaited<ReturnType<CheckDefinition>>> {
  const { ctx } = await openConsole(place.tenant);
  return answerAction(async () =>
    toChecked(place.slug, await previewDefinition(ctx, { slug: place.slug, document })),
  );
}

/** Publishes what was written from `baseVersion`, unless somebody else published since. */
export async function publishDefinition(
  place: ProviderPlace,
  given: Parameters<PublishDefinition>[0],
): Promise<Awaited<ReturnType<PublishDefinition>>> {
  const { ctx } = await openConsole(place.tenant);
  const { document, baseVersion, note } = given;
  const result = await answerAction(async () => {
    const input = parseInput(UpdateProviderInput, {
      ...document,
      base_version: baseVersion,
      ...(note === "" ? {} : { note }),
    });
    const { version } = await updateProvider(ctx, place.slug, input);
    return { version };
  });
  if (result.ok) refresh();
  return result;
}

/** What the mapping of a text makes of an answer; nothing is called, nothing is written. */
export async function tryOnSample(
  place: ProviderPlace,
  given: Parameters<TryMapping>[0],
): Promise<Awaited<ReturnType<TryMapping>>> {
  const { ctx } = await openConsole(place.tenant);
  const { document, sample } = given;
  return answerAction(() => {
    const { config, connector } = document;
    const input = parseInput(TryMappingInput, { config, connector, sample });
    return tryMapping(ctx, { ...input, slug: place.slug });
  });
}
