import Link from "next/link";
import { ENVIRONMENT_NAMES, TEMPLATE_NAMES } from "@/components/check/check-words";
import { MonitoredStatus } from "@/components/monitored/monitored-list";
import { Facts, type Fact } from "@/components/ui/facts";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { cutMiddle } from "@/lib/format/text";
import type { MonitoredDetail } from "@/lib/services/monitored";

/** What is known of a monitored reference besides its updates; no personal data. */
export function MonitoredFacts({ tenant, item }: { tenant: string; item: MonitoredDetail }) {
  const facts: (Fact | null)[] = [
    { label: "State", value: <MonitoredStatus item={item} /> },
    {
      label: "Check",
      value: (
        <Link
          href={`/${tenant}/checks/${item.id}`}
          className="font-mono text-xs underline decoration-line-strong underline-offset-2 hover:decoration-current"
        >
          {cutMiddle(item.maxsightId)}
        </Link>
      ),
    },
    {
      label: "Provider",
      value: (
        <Link
          href={`/${tenant}/providers/${item.provider.slug}`}
          className="underline-offset-2 hover:underline"
        >
          {item.provider.name}
        </Link>
      ),
    },
    { label: "Template", value: TEMPLATE_NAMES[item.checkTemplate] },
    { label: "Environment", value: ENVIRONMENT_NAMES[item.environment] },
    item.providerReference === null
      ? null
      : {
          label: "Provider reference",
          value: <MonoId id={item.providerReference} label="provider reference" />,
        },
    { label: "Monitored since", value: <Time at={item.since.toISOString()} /> },
    { label: "Last fetched", value: <Time at={item.lastFetchedAt?.toISOString()} absent="never" /> },
    { label: "Provider heard", value: <Time at={item.lastHeardAt?.toISOString()} absent="never" /> },
    item.monitoringPausedAt === null
      ? null
      : { label: "Paused", value: <Time at={item.monitoringPausedAt.toISOString()} /> },
    item.failingSince === null
      ? null
      : { label: "Failing since", value: <Time at={item.failingSince.toISOString()} /> },
    item.nextPollAt === null
      ? null
      : { label: "Next poll", value: <Time at={item.nextPollAt.toISOString()} /> },
  ];
  return <Facts facts={facts.filter((fact) => fact !== null)} className="my-4" />;
}
