import type { ProviderItem } from "@/components/provider/provider-item";
import type { Provider } from "@/lib/services/providers";

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
