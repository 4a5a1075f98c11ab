import type { Metadata } from "next";
import { BreakerCard } from "@/components/breaker/breaker-card";
import { OutcomesCard } from "@/components/overview/outcomes-card";
import { HealthFigures } from "@/components/provider-health/health-figures";
import { CallFigures, TopErrors } from "@/components/provider-health/health-tables";
import { findProviderBreaker } from "@/lib/services/breakers";
import { getProviderHealth } from "@/lib/services/provider-health";
import { roleNeededFor } from "@/lib/services/roles";
import { openProvider, type ProviderPlace } from "../open-provider";
import { ProviderFrame } from "../provider-frame";
import { closeByHand } from "./actions";
import { toBreakerItem, toHealthItem } from "./view";

export const metadata: Metadata = { title: "Health" };

export default async function HealthPage({ params }: { params: Promise<ProviderPlace> }) {
  const open = await openProvider(await params);
  const { ctx, place, provider } = open;
  const [found, breaker] = await Promise.all([
    getProviderHealth(ctx, { providerId: provider.id }),
    findProviderBreaker(ctx, { providerId: provider.id }),
  ]);
  const health = toHealthItem(found, place);
  return (
    <ProviderFrame open={open} active="health">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p className="text-sm text-muted">
          Live checks of the last 24 hours; demo checks call nobody and are left out.
        </p>
        <HealthFigures health={health} />
        {health.started > 0 && (
          <div className="-mb-4">
            <OutcomesCard steps={health.steps} errors={[]} />
          </div>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <BreakerCard
            title="Breaker of the provider"
            breaker={breaker === null ? null : toBreakerItem(breaker)}
            consequence="No call leaves for the provider; new checks get a provider connection error at once."
            close={breaker === null ? null : closeByHand.bind(null, place, breaker.id)}
            missingRole={open.can("notifications:write") ? null : roleNeededFor("notifications:write")}
          />
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <TopErrors errors={health.topErrors} />
            <CallFigures calls={health.calls} />
          </div>
        </div>
      </div>
    </ProviderFrame>
  );
}
