import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { RunHistory } from "@/components/validation/run-history";
import { callsMaxsight, canCallLoopback } from "@/lib/services/own-maxsight";
import { getValidation, listValidations } from "@/lib/services/validations";
import { orNotFound } from "../../../../or-not-found";
import { openProvider, type ProviderPlace } from "../open-provider";
import { ProviderFrame } from "../provider-frame";
import { NotFromHere, RunResults } from "./run-results";
import { RunSummary } from "./run-summary";
import { TestsBar } from "./tests-bar";
import { toRunItem } from "./view";

export const metadata: Metadata = { title: "Validation" };

const loadSearch = createLoader({ run: parseAsString });

type TestsPageProps = { params: Promise<ProviderPlace>; searchParams: Promise<SearchParams> };

export default async function TestsPage({ params, searchParams }: TestsPageProps) {
  const open = await openProvider(await params);
  const { ctx, place, provider } = open;
  const { run: wanted } = await loadSearch(searchParams);
  const { items } = await listValidations(ctx, { slug: place.slug, page: { limit: 20, after: null } });
  const id = wanted ?? items[0]?.id;
  const run = id === undefined ? null : await orNotFound(getValidation(ctx, { slug: place.slug, id }));
  const path = `${open.path}/tests`;
  const isCutOff = callsMaxsight(provider) && !(await canCallLoopback(ctx));
  return (
    <ProviderFrame open={open} active="tests">
      <TestsBar open={open} />
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
      {open.isValidating && <LiveRefresh on={["validations"]} />}
    </ProviderFrame>
  );
}
