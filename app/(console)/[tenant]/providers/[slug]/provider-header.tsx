import { TEMPLATE_PHRASES, TYPE_NAMES } from "@/components/check/check-words";
import type { KeyItem } from "@/components/provider/key-item";
import { PauseDialog } from "@/components/provider/pause-dialog";
import { ProviderMenu } from "@/components/provider/provider-menu";
import { ProviderState } from "@/components/provider/provider-status";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Facts } from "@/components/ui/facts";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { GoLiveDialog } from "@/components/validation/go-live-dialog";
import { type GateItem, isGateOpen } from "@/components/validation/validation-item";
import type { Provider } from "@/lib/services/providers";
import { pause } from "../actions";
import { toProviderItem } from "../provider-item";
import { clone, retire } from "./actions";
import { goLive } from "./tests/actions";
import { ValidatedVersion } from "./tests/validated-version";
import { lastCalledAt } from "./view";

type ProviderHeaderProps = {
  provider: Provider;
  place: { tenant: string; slug: string };
  keys: readonly KeyItem[];
  gate: GateItem;
  canAct: boolean;
};

type ProviderFactsProps = Pick<ProviderHeaderProps, "provider" | "keys"> & {
  /** The newest version that passed validation. */
  validated: { version: number; at: Date } | null;
};

/** Which provider this is, whether it takes checks, and what can be done with it. */
export function ProviderHeader({ provider, place, keys, gate, canAct }: ProviderHeaderProps) {
  return (
    <PageHeader
      title={provider.name}
      aside={<span className="font-mono text-base text-muted">/p/{provider.slug}/</span>}
      description={`${TYPE_NAMES[provider.checkType]}, ${TEMPLATE_PHRASES[provider.checkTemplate]}. ${versionsLine(provider, keys)}`}
      actions={
        <>
          <ProviderMenu
            path={`/${place.tenant}/providers`}
            provider={toProviderItem(provider)}
            canAct={canAct}
            clone={clone.bind(null, place)}
            retire={retire.bind(null, place)}
          />
          {canAct && <StatusAction provider={provider} place={place} gate={gate} />}
        </>
      }
    />
  );
}

/** "Version 5 published, Maxsight last fetched version 3." */
function versionsLine({ version }: Provider, keys: readonly KeyItem[]): string {
  const last = keys
    .flatMap(({ configFetch }) => configFetch ?? [])
    .toSorted((left, right) => right.at.localeCompare(left.at))[0];
  if (last === undefined) return `Version ${version} published; Maxsight has not fetched its configuration.`;
  if (last.version === null) return `Version ${version} published.`;
  return `Version ${version} published, Maxsight last fetched version ${last.version}.`;
}

/** What is known about it, in a line. */
export function ProviderFacts({ provider, keys, validated }: ProviderFactsProps) {
  const item = toProviderItem(provider);
  return (
    <Facts
      className="mb-4"
      facts={[
        { label: "Status", value: <ProviderState provider={item} /> },
        { label: "Version", value: `${provider.version} published` },
        {
          label: "Validated version",
          value: <ValidatedVersion version={provider.version} validated={validated} />,
        },
        { label: "Last called by Maxsight", value: <Time at={lastCalledAt(keys)} absent="never" /> },
        { label: "Connector", value: item.connector },
        { label: "Provider id", value: <MonoId id={provider.id} label="provider id" /> },
        { label: "Changed", value: <Time at={item.updatedAt} /> },
      ]}
    />
  );
}

function StatusAction({ provider, place, gate }: Pick<ProviderHeaderProps, "provider" | "place" | "gate">) {
  const { name, status } = provider;
  if (status === "retired") return null;
  if (status === "live") {
    return (
      <PauseDialog name={name} pause={pause.bind(null, place)}>
        <Button>Pause…</Button>
      </PauseDialog>
    );
  }
  if (status === "paused" && isGateOpen(gate)) {
    return (
      <ConfirmDialog
        title={`Resume: ${name}`}
        description="It takes checks again from now on."
        confirm="Resume"
        done={`${name} is live`}
        act={goLive.bind(null, place, null)}
      >
        <Button variant="primary">Resume…</Button>
      </ConfirmDialog>
    );
  }
  return (
    <GoLiveDialog name={name} from={status} gate={gate} goLive={goLive.bind(null, place)}>
      <Button variant={isGateOpen(gate) ? "primary" : "secondary"}>
        {status === "draft" ? "Go live…" : "Resume…"}
      </Button>
    </GoLiveDialog>
  );
}
