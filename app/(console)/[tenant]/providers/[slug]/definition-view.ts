import type { SampleItem } from "@/components/provider-editor/bench-types";
import type { CheckedDefinition, Published } from "@/components/provider-editor/editor-types";
import type { Sample } from "@/lib/services/mapping-bench";
import type { DefinitionPreview, Provider, ProviderVersion } from "@/lib/services/providers";

/** The document that `gatehouse providers apply -f` takes; keys and secrets are never in it. */
export function toDocument(
  { slug, status }: Pick<Provider, "slug" | "status">,
  { name, config, connector }: Pick<ProviderVersion, "name" | "config" | "connector">,
) {
  // A retired provider is no state a file can ask for.
  return { slug, name, ...(status === "retired" ? {} : { status }), config, connector };
}

/** A version as the editor shows it. */
export function toPublished(slug: string, version: ProviderVersion): Published {
  const { number, createdBy, createdAt, note, name, config, connector } = version;
  return {
    version: number,
    by: createdBy,
    at: createdAt.toISOString(),
    note,
    document: { slug, name, config, connector },
  };
}

/** What the server found about a document that is still being written. */
export function toChecked(slug: string, preview: DefinitionPreview): CheckedDefinition {
  const { published, issues, refusal, config, contract } = preview;
  return { published: toPublished(slug, published), issues, refusal, config, contract };
}

/** A stored answer that a mapping can be tried on. */
export function toSampleItem(sample: Sample): SampleItem {
  const { exchangeId, operation, status, startedAt, durationMs } = sample;
  return { exchangeId, operation, status, at: startedAt.toISOString(), durationMs };
}
