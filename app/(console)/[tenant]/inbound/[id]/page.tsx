import type { Metadata } from "next";
import { InboundActions } from "@/components/inbound/inbound-actions";
import { SuggestionList } from "@/components/inbound/suggestion-list";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import { MonoId } from "@/components/ui/mono-id";
import { RoleGate } from "@/components/ui/role-gate";
import { getInbound, type InboundDetail } from "@/lib/services/inbound";
import { openConsole } from "../../../open-console";
import { missingRole } from "../../../missing-role";
import { orNotFound } from "../../../or-not-found";
import { attach, ignore, makeRule, replay } from "./actions";
import { EventRequest } from "./event-request";
import { InboundFacts } from "./inbound-facts";
import { VerdictCallout } from "./verdict-callout";

type InboundEventPageProps = { params: Promise<{ tenant: string; id: string }> };

export async function generateMetadata({ params }: InboundEventPageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: `Inbound ${id.slice(0, 8)}` };
}

export default async function InboundEventPage({ params }: InboundEventPageProps) {
  const { tenant, id } = await params;
  const { ctx, tenant: membership } = await openConsole(tenant);
  const event = await orNotFound(getInbound(ctx, { id }));
  const place = { tenant, id: event.id };
  const needed = missingRole(membership, "checks:write");
  return (
    <>
      <PageHeader
        title="Inbound event"
        aside={<MonoId isLarge id={event.eventId ?? event.id} label="event id" />}
        description={`${event.provider.name} told us something by webhook.`}
        actions={
          <RoleGate missingRole={needed}>
            <InboundActions
              {...allowed(event)}
              attach={attach.bind(null, place)}
              ignore={ignore.bind(null, place)}
              replay={replay.bind(null, place)}
              rule={
                event.ruleFields.length === 0 || event.rule?.removedAt === null
                  ? null
                  : {
                      providerName: event.provider.name,
                      fields: event.ruleFields,
                      make: makeRule.bind(null, place),
                    }
              }
            />
          </RoleGate>
        }
      />
      <VerdictCallout event={event} />
      <InboundFacts tenant={tenant} event={event} />
      {event.state === "unmatched" && (
        <SuggestionList
          canAct={needed === null}
          attach={attach.bind(null, place)}
          suggestions={event.suggestions.map((check) => ({
            id: check.id,
            maxsightId: check.maxsightId || check.reference,
            state: check.state,
            createdAt: check.createdAt.toISOString(),
            href: `/${tenant}/checks/${check.id}`,
          }))}
        />
      )}
      <EventRequest event={event} />
      {event.state === "received" && <LiveRefresh on={["inbound"]} />}
    </>
  );
}

/** What the state of an event allows; only what proved where it comes from may touch a check. */
function allowed({ state, verdict, refusal }: InboundDetail) {
  const isBelieved = verdict === "valid" || verdict === "unsigned_exception";
  const isLoose = state === "unmatched" || state === "ignored" || state === "failed";
  return {
    canAttach: isBelieved && isLoose,
    canIgnore: state === "unmatched" || state === "failed",
    canReplay: isBelieved || refusal === "mapping_failed",
  };
}
