import Link from "next/link";
import { fieldName } from "@/components/inbound/field-name";
import { InboundStatus, Verdict } from "@/components/inbound/inbound-list";
import { Facts, type Fact } from "@/components/ui/facts";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { cutMiddle, formatBytes } from "@/lib/format/text";
import type { InboundDetail } from "@/lib/services/inbound";

/** What is known of an event besides its body. */
export function InboundFacts({ tenant, event }: { tenant: string; event: InboundDetail }) {
  const { check, provider, providerReference, appliedAt, ignoredReason, rule } = event;
  const facts: (Fact | null)[] = [
    { label: "State", value: <InboundStatus state={event.state} /> },
    { label: "Verdict", value: <Verdict verdict={event.verdict} /> },
    {
      label: "Check",
      value:
        check === null ? (
          <span className="text-muted">none</span>
        ) : (
          <Link
            href={`/${tenant}/checks/${check.id}`}
            className="font-mono text-xs underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            {cutMiddle(check.maxsightId || check.reference)}
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
    providerReference === null
      ? null
      : { label: "Provider reference", value: <MonoId id={providerReference} label="provider reference" /> },
    { label: "Version", value: event.version },
    { label: "Size", value: formatBytes(event.size) },
    { label: "Received", value: <Time at={event.createdAt.toISOString()} /> },
    ignoredReason === null ? null : { label: "Ignored because", value: ignoredReason },
    rule === null
      ? null
      : {
          label: rule.removedAt === null ? "By the rule" : "By a rule, removed since",
          value: (
            <Link
              href={`/${tenant}/inbound?tab=rules`}
              className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
            >
              {fieldName(rule.field)} <span className="font-mono text-xs">{rule.equals}</span>
            </Link>
          ),
        },
    appliedAt === null ? null : { label: "Applied", value: <Time at={appliedAt.toISOString()} /> },
  ];
  return <Facts facts={facts.filter((fact) => fact !== null)} className="my-4" />;
}
