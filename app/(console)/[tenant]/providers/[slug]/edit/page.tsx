import type { Metadata } from "next";
import { DefinitionEditor } from "@/components/provider-editor/definition-editor";
import { EmptyState } from "@/components/ui/empty-state";
import { listSamples } from "@/lib/services/mapping-bench";
import { getVersion } from "@/lib/services/providers";
import { toPublished, toSampleItem } from "../definition-view";
import { openProvider, type ProviderPlace } from "../open-provider";
import { ProviderFrame } from "../provider-frame";
import { checkDefinition, publishDefinition, tryOnSample } from "./actions";

export const metadata: Metadata = { title: "Edit provider" };

export default async function EditPage({ params }: { params: Promise<ProviderPlace> }) {
  const open = await openProvider(await params);
  const { ctx, provider, place, path } = open;
  const refusal = refusalOf(provider.status, open.can("providers:write"));
  if (refusal !== null) {
    return (
      <ProviderFrame open={open} active="edit">
        <EmptyState title={refusal.title}>{refusal.text}</EmptyState>
      </ProviderFrame>
    );
  }
  const [version, samples] = await Promise.all([
    getVersion(ctx, { slug: place.slug, number: provider.version }),
    listSamples(ctx, { providerId: provider.id }),
  ]);
  return (
    <ProviderFrame open={open} active="edit">
      <DefinitionEditor
        draftKey={`${place.tenant}/${place.slug}`}
        published={toPublished(place.slug, version)}
        versionsPath={`${path}/versions`}
        check={checkDefinition.bind(null, place)}
        publish={publishDefinition.bind(null, place)}
        bench={{ samples: samples.map(toSampleItem), tryMapping: tryOnSample.bind(null, place) }}
      />
    </ProviderFrame>
  );
}

function refusalOf(status: string, canWrite: boolean): { title: string; text: string } | null {
  if (!canWrite)
    return {
      title: "Your role may not change providers",
      text: "A provider admin or tenant admin can. What is published is under Connector and Maxsight contract.",
    };
  if (status === "retired")
    return {
      title: "A retired provider cannot be changed",
      text: "Clone it to go on with the same definition under another address.",
    };
  return null;
}
