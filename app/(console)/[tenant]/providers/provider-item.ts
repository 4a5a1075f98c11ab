import type { ProviderItem, ProviderValidation } from "@/components/provider/provider-item";
import type { Provider } from "@/lib/services/providers";
import type { VersionResults } from "@/lib/services/validations";

const CONNECTORS: Record<string, string> = { demo: "Demo data", http: "HTTP API" };

/** A stored provider as lists show it. */
export function toProviderItem(provider: Provider): ProviderItem {
  const { kind } = provider.connector;
  const connector = typeof kind === "string" ? (CONNECTORS[kind] ?? kind) : "—";
  return {
    id: provider.id,
    slug: provider.slug,
    name: provider.name,
    status: provider.status,
    resumeAt: provider.resumeAt?.toISOString() ?? null,
    url: provider.url,
    checkType: provider.checkType,
    template: provider.checkTemplate,
    connector,
    version: provider.version,
    updatedAt: provider.updatedAt.toISOString(),
  };
}

/** What is known of a provider's published version; `results` is absent when it was never judged. */
export function toValidation(version: number, results: VersionResults | undefined): ProviderValidation {
  return {
    result: results?.byVersion.get(version)?.result ?? "not_run",
    greenVersion: results?.newestGreen?.version ?? null,
  };
}
