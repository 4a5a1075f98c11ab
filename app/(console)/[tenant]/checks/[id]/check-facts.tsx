import Link from "next/link";
import { CheckStatus } from "@/components/check/check-badges";
import { DECISION_TONES, ENVIRONMENT_NAMES } from "@/components/check/check-words";
import { Facts, type Fact } from "@/components/ui/facts";
import { MonoId } from "@/components/ui/mono-id";
import { Tag } from "@/components/ui/tag";
import type { CheckDetail } from "@/lib/services/checks";
import { toCheckItem } from "../check-item";

/** What is known of a check besides its timeline; no personal data. */
export function CheckFacts({ tenant, check }: { tenant: string; check: CheckDetail }) {
  const ackId = check.notifications.find((notification) => notification.ackId !== null)?.ackId;
  const facts: (Fact | null)[] = [
    { label: "State", value: <CheckStatus check={toCheckItem(check)} /> },
    check.outcome && { label: "Outcome", value: <Outcome check={check} /> },
    {
      label: "Provider",
      value: (
        <Link
          href={`/${tenant}/providers/${check.provider.slug}`}
          className="underline-offset-2 hover:underline"
        >
          {check.provider.name}
        </Link>
      ),
    },
    {
      label: "Environment",
      value: (
        <span>
          {ENVIRONMENT_NAMES[check.environment]} · key{" "}
          <span className="font-mono text-xs text-muted">{check.keyId}</span>
        </span>
      ),
    },
    { label: "Reference", value: <MonoId id={check.reference} label="reference" /> },
    check.providerReference
      ? {
          label: "Provider reference",
          value: <MonoId id={check.providerReference} label="provider reference" />,
        }
      : null,
    ackId ? { label: "Callback id", value: <MonoId id={ackId} label="callback id" /> } : null,
    check.demoResult ? { label: "Demo result", value: <Tag>{check.demoResult}</Tag> } : null,
  ];
  return <Facts facts={facts.filter((fact) => fact !== null)} className="my-4" />;
}

function Outcome({ check }: { check: CheckDetail }) {
  if (check.outcome === "errors") return <Tag tone="bad">{check.errorType ?? "errors"}</Tag>;
  return check.decision ? (
    <Tag tone={DECISION_TONES[check.decision]}>{check.decision}</Tag>
  ) : (
    <Tag tone="good">result</Tag>
  );
}
