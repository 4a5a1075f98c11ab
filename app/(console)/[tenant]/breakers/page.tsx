import type { Metadata } from "next";
import { BreakerCard } from "@/components/breaker/breaker-card";
import { LiveRefresh } from "@/components/live/live-refresh";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { missingRole } from "../../missing-role";
import { openConsole } from "../../open-console";
import { closeOne } from "./actions";
import { readNamedBreakers } from "./breaker-views";

export const metadata: Metadata = { title: "Breakers" };

const HOST_CONSEQUENCE =
  "No notification leaves for this host but a probe now and then; the others are parked.";
const PROVIDER_CONSEQUENCE =
  "No call leaves for the provider; new checks get a provider connection error at once.";

type BreakersPageProps = { params: Promise<{ tenant: string }> };

export default async function BreakersPage({ params }: BreakersPageProps) {
  const { tenant } = await params;
  const { ctx, tenant: membership } = await openConsole(tenant);
  const breakers = await readNamedBreakers(ctx, tenant);
  const needed = missingRole(membership, "notifications:write");
  return (
    <>
      <PageHeader
        title="Breakers"
        description="When most calls to a Maxsight host or a provider fail, no more leave for a while. Notifications are parked, never dropped."
      />
      {breakers.length === 0 ? (
        <Card>
          <EmptyState title="No breaker ever opened">
            One opens when at least 10 calls went out within 5 minutes and 7 of 10 failed. It shows here with
            its history, and can be closed by hand.
          </EmptyState>
        </Card>
      ) : (
        <ul className="grid gap-3">
          {breakers.map((named) => (
            <li key={named.breaker.id}>
              <BreakerCard
                {...named}
                consequence={named.href === undefined ? HOST_CONSEQUENCE : PROVIDER_CONSEQUENCE}
                missingRole={needed}
                close={closeOne.bind(null, { tenant, id: named.breaker.id })}
              />
            </li>
          ))}
        </ul>
      )}
      <LiveRefresh on={["breakers", "notifications"]} pauseMs={2_000} />
    </>
  );
}
