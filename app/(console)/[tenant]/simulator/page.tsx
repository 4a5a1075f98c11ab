import type { Metadata } from "next";
import Link from "next/link";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { PageHeader } from "@/components/shell/page-header";
import { SimulatorForm } from "@/components/simulation/simulator-form";
import { FIRST_VALUES, type SimulatorValues } from "@/components/simulation/simulator-values";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { canCallLoopback } from "@/lib/services/own-maxsight";
import { listProviders, type Provider } from "@/lib/services/providers";
import { roleHasScope } from "@/lib/services/roles";
import { listSimulations } from "@/lib/services/simulations";
import { openConsole } from "../../open-console";
import { sampleInput, start } from "./actions";
import { findRun } from "./find-run";
import { FAULT_OPTIONS, toRunItem, toSimulatorProvider, valuesOf } from "./view";

export const metadata: Metadata = { title: "Simulator" };

const loadSearch = createLoader({ provider: parseAsString, from: parseAsString });

type SimulatorPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function SimulatorPage({ params, searchParams }: SimulatorPageProps) {
  const { tenant: slug } = await params;
  const search = await loadSearch(searchParams);
  const { ctx, tenant } = await openConsole(slug);
  const can = (scope: "checks:write" | "keys:write") => roleHasScope(tenant.role, scope);
  if (!can("checks:write")) return <NotAllowed tenant={tenant.name} checksPath={`/${slug}/checks`} />;
  const [{ items }, mayCallLoopback] = await Promise.all([
    listProviders(ctx, { page: { limit: 200, after: null }, statuses: ["live", "draft", "paused"] }),
    canCallLoopback(ctx),
  ]);
  const providers = items.toSorted((left, right) => left.name.localeCompare(right.name));
  const earlier = search.from === null ? null : findRun(ctx, search.from);
  return (
    <>
      <PageHeader
        title="Simulator"
        description="Acts as Maxsight against an integration: signed calls, callbacks, polls, and faults on request."
      />
      <SimulatorForm
        key={`${search.from} ${search.provider}`}
        path={`/${slug}/simulator`}
        first={earlier ? valuesOf(earlier) : firstValues(providers, search.provider, can("keys:write"))}
        providers={providers.map((provider) => toSimulatorProvider(provider, mayCallLoopback))}
        faults={FAULT_OPTIONS}
        runs={listSimulations(ctx).map(toRunItem)}
        canListen={mayCallLoopback}
        canMakeKeys={can("keys:write") && providers.length > 0}
        start={start.bind(null, slug)}
        sampleInput={sampleInput.bind(null, slug)}
      />
    </>
  );
}

function firstValues(
  providers: readonly Provider[],
  wanted: string | null,
  canMakeKeys: boolean,
): SimulatorValues {
  const chosen = providers.find((provider) => provider.slug === wanted) ?? providers[0];
  if (!canMakeKeys || chosen === undefined) return { ...FIRST_VALUES, targetKind: "url" };
  return { ...FIRST_VALUES, slug: chosen.slug };
}

function NotAllowed({ tenant, checksPath }: { tenant: string; checksPath: string }) {
  return (
    <EmptyState
      level="h1"
      title="Your role may not run simulations"
      action={
        <Button asChild>
          <Link href={checksPath}>Look at checks</Link>
        </Button>
      }
    >
      A simulation starts checks. An operator, provider admin or tenant admin of {tenant} can; ask one of
      them.
    </EmptyState>
  );
}
