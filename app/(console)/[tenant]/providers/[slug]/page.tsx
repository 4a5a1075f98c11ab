import type { Metadata } from "next";
import { createLoader, parseAsStringLiteral, type SearchParams } from "nuqs/server";
import { ConfigCard, ConnectorCard } from "./definition-cards";
import { KeysPart } from "./keys-part";
import { openProvider, type OpenProvider, type ProviderPlace } from "./open-provider";
import { ProviderFrame } from "./provider-frame";
import { SecretsPart } from "./secrets-part";

const loadSearch = createLoader({
  tab: parseAsStringLiteral(["keys", "connector", "contract"]).withDefault("keys"),
});

type ProviderPageProps = { params: Promise<ProviderPlace>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: ProviderPageProps): Promise<Metadata> {
  return { title: (await params).slug };
}

export default async function ProviderPage({ params, searchParams }: ProviderPageProps) {
  const open = await openProvider(await params);
  const { tab } = await loadSearch(searchParams);
  return (
    <ProviderFrame open={open} active={tab === "keys" ? "overview" : tab}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <ProviderPart open={open} tab={tab} />
      </div>
    </ProviderFrame>
  );
}

function ProviderPart({ open, tab }: { open: OpenProvider; tab: "keys" | "connector" | "contract" }) {
  const { provider, path, can } = open;
  const editPath = can("providers:write") && provider.status !== "retired" ? `${path}/edit` : null;
  switch (tab) {
    case "keys":
      return <KeysPart open={open} />;
    case "connector":
      return (
        <>
          <ConnectorCard provider={provider} editPath={editPath} />
          <SecretsPart open={open} />
        </>
      );
    case "contract":
      return <ConfigCard provider={provider} editPath={editPath} />;
  }
}
