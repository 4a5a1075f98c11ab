import Link from "next/link";
import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import { NotificationStatus } from "@/components/notification/notification-columns";
import { KIND_NAMES } from "@/components/notification/notification-words";
import { Facts, type Fact } from "@/components/ui/facts";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { cutMiddle } from "@/lib/format/text";
import { MAXSIGHT_ENVIRONMENTS } from "@/lib/protocol/environment";
import type { NotificationDetail } from "@/lib/services/notifications";

/** What is known of a notification besides its attempts. */
export function NotificationFacts({
  tenant,
  notification,
}: {
  tenant: string;
  notification: NotificationDetail;
}) {
  const { check, provider, key, kind, apiBaseUrl, ackId, nextAttemptAt } = notification;
  const environment = MAXSIGHT_ENVIRONMENTS.find((known) => known === key.environment);
  const facts: (Fact | null)[] = [
    { label: "State", value: <NotificationStatus item={notification} /> },
    {
      label: "Check",
      value: (
        <Link
          href={`/${tenant}/checks/${check.id}`}
          className="font-mono text-xs underline decoration-line-strong underline-offset-2 hover:decoration-current"
        >
          {cutMiddle(check.maxsightId)}
        </Link>
      ),
    },
    {
      label: "Provider",
      value: (
        <Link href={`/${tenant}/providers/${provider.slug}`} className="underline-offset-2 hover:underline">
          {provider.name}
        </Link>
      ),
    },
    {
      label: "Endpoint",
      value: (
        <span>
          {KIND_NAMES[kind]} at <span className="font-mono text-xs text-muted">{apiBaseUrl}</span>
        </span>
      ),
    },
    {
      label: "Environment",
      value: (
        <span>
          {environment ? ENVIRONMENT_NAMES[environment] : key.environment} · key{" "}
          <span className="font-mono text-xs text-muted">{key.keyId}</span>
        </span>
      ),
    },
    ackId === null ? null : { label: "Callback id", value: <MonoId id={ackId} label="callback id" /> },
    nextAttemptAt === null
      ? null
      : {
          label: notification.state === "parked" ? "Next attempt at the latest" : "Next attempt",
          value: <Time at={nextAttemptAt.toISOString()} />,
        },
  ];
  return <Facts facts={facts.filter((fact) => fact !== null)} className="my-4" />;
}
