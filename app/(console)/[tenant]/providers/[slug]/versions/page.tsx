import type { Metadata } from "next";
import { createLoader, parseAsInteger, type SearchParams } from "nuqs/server";
import { VersionComparison } from "@/components/provider-editor/version-comparison";
import { VersionList } from "@/components/provider-editor/version-list";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { compareContracts, getVersion, listVersions } from "@/lib/services/providers";
import { restore } from "../actions";
import { openProvider, type OpenProvider, type ProviderPlace } from "../open-provider";
import { ProviderFrame } from "../provider-frame";
import { chosenPair, toVersionItem, versionText } from "./view";

export const metadata: Metadata = { title: "Versions" };

const PAGE = 20;
const loadSearch = createLoader({ from: parseAsInteger, to: parseAsInteger, before: parseAsInteger });

type VersionsPageProps = { params: Promise<ProviderPlace>; searchParams: Promise<SearchParams> };

export default async function VersionsPage({ params, searchParams }: VersionsPageProps) {
  const open = await openProvider(await params);
  const { ctx, provider, place, keys, validated } = open;
  const { before, ...asked } = await loadSearch(searchParams);
  const path = `${open.path}/versions`;
  const pair = chosenPair(asked, provider.version);
  // One more than is shown: what a version changed is said from the one before it.
  const { items } = await listVersions(ctx, place.slug, { limit: PAGE + 1, before });
  const shown = items.slice(0, PAGE);
  const last = shown.at(-1)?.number ?? 1;
  const canRestore = open.can("providers:write") && provider.status !== "retired";
  return (
    <ProviderFrame open={open} active="versions">
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,440px)_minmax(0,1fr)]">
        <VersionList
          versions={shown.map((version, index) =>
            toVersionItem(version, {
              before: items[index + 1],
              keys,
              validated: validated?.version ?? null,
            }),
          )}
          shown={pair}
          path={path}
          olderHref={items.length > PAGE ? `${path}?before=${last}` : null}
          restore={canRestore ? restore.bind(null, place) : null}
        />
        <Comparison open={open} pair={pair} path={path} />
      </div>
    </ProviderFrame>
  );
}

type ComparisonProps = { open: OpenProvider; pair: { from: number; to: number } | null; path: string };

async function Comparison({ open: { ctx, provider, place }, pair, path }: ComparisonProps) {
  if (pair === null)
    return (
      <Card>
        <EmptyState title="Nothing to compare yet">
          As soon as there is a second version, its differences are shown here line by line, with what
          Maxsight and its customers notice of them.
        </EmptyState>
      </Card>
    );
  const [from, to] = await Promise.all([
    getVersion(ctx, { slug: place.slug, number: pair.from }),
    getVersion(ctx, { slug: place.slug, number: pair.to }),
  ]);
  return (
    <VersionComparison
      from={{ number: from.number, text: versionText(from) }}
      to={{ number: to.number, text: versionText(to) }}
      contract={compareContracts(from, to)}
      newest={provider.version}
      path={path}
    />
  );
}
