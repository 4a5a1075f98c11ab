import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { RunHistory } from "@/components/validation/run-history";
import { callsMaxsight, canCallLoopback } from "@/lib/services/own-maxsight";
import { getGoLiveGate, getProvider } from "@/lib/services/providers";
import { roleHasScope } from "@/lib/services/roles";
import { findValidatedVersion, getValidation, listValidations } from "@/lib/services/validations";
import { openConsole } from "../../../../open-console";
import { orNotFound } from "../../../../or-not-found";
import { NotFromHere, RunResults } from "./run-results";
import { RunSummary } from "./run-summary";
import { TestsHeader } from "./tests-header";
import { toGateItem, toRunItem } from "./view";

export const metadata: Metadata = { title: "Validation" };

const loadSearch = createLoader({ run: parseAsString });

type TestsPageProps = {
  params: Promise<{ tenant: string; slug: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function TestsPage({ params, searchParams }: TestsPageProps) {
  const place = await params;
  const { run: wanted } = await loadSearch(searchParams);
  const { ctx, tenant } = await openConsole(place.tenant);
  const provider = await orNotFound(getProvider(ctx, place.slug));
  const [{ items }, validated, gate] = await Promise.all([
    listValidations(ctx, { slug: place.slug, page: { limit: 20, after: null } }),
    findValidatedVersion(ctx, { slug: place.slug }),
    getGoLiveGate(ctx, { slug: place.slug }),
  ]);
  const id = wanted ?? items[0]?.id;
  const run = id === undefined ? null : await orNotFound(getValidation(ctx, { slug: place.slug, id }));
  const isRunning = items.some(({ state }) => state === "running");
  const path = `/${place.tenant}/providers/${place.slug}/tests`;
  const isCutOff = callsMaxsight(provider) && !(await canCallLoopback(ctx));
  return (
    <>
      <TestsHeader
        provider={provider}
        place={place}
        validated={validated}
        gate={toGateItem(gate, validated)}
        isRunning={isRunning}
        canAct={roleHasScope(tenant.role, "providers:write")}
      />
      {isCutOff && <NotFromHere url={provider.url} />}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 gap-4">
          <RunResults run={run} place={place} />
        </div>
        <div className="grid min-w-0 gap-4 max-lg:contents">
          {run && (
            <div className="max-lg:order-first">
              <RunSummary run={run} provider={provider} junitHref={`${path}/${run.id}/junit.xml`} />
            </div>
          )}
          <RunHistory runs={items.map(toRunItem)} shownId={run?.id ?? null} path={path} />
        </div>
      </div>
      {isRunning && <LiveRefresh on={["validations"]} />}
    </>
  );
}
