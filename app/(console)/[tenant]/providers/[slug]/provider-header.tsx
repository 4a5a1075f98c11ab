import { TEMPLATE_PHRASES, TYPE_NAMES } from "@/components/check/check-words";
import type { KeyItem } from "@/components/provider/key-card";
import { PauseDialog } from "@/components/provider/pause-dialog";
import { ProviderState } from "@/components/provider/provider-status";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Facts } from "@/components/ui/facts";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import type { Provider } from "@/lib/services/providers";
import { pause, resume } from "../actions";
import { toProviderItem } from "../provider-item";
import { lastCalledAt } from "./view";

type ProviderHeaderProps = {
  provider: Provider;
  place: { tenant: string; slug: string };
  keys: readonly KeyItem[];
  canAct: boolean;
};

/** Which provider this is, whether it takes checks, and what can be done with it. */
export function ProviderHeader({ provider, place, keys, canAct }: ProviderHeaderProps) {
  const item = toProviderItem(provider);
  return (
    <>
      <PageHeader
        title={provider.name}
        aside={<span className="font-mono text-base text-muted">/p/{provider.slug}/</span>}
        description={`${TYPE_NAMES[provider.checkType]}, ${TEMPLATE_PHRASES[provider.checkTemplate]}.`}
        actions={canAct && <StatusAction provider={provider} place={place} />}
      />
      <Facts
        className="mb-4"
        facts={[
          { label: "Status", value: <ProviderState provider={item} /> },
          { label: "Version", value: `${provider.version} published` },
          { label: "Last called by Maxsight", value: <Time at={lastCalledAt(keys)} absent="never" /> },
          { label: "Connector", value: item.connector },
          { label: "Provider id", value: <MonoId id={provider.id} label="provider id" /> },
          { label: "Changed", value: <Time at={item.updatedAt} /> },
        ]}
      />
    </>
  );
}

function StatusAction({ provider, place }: Pick<ProviderHeaderProps, "provider" | "place">) {
  if (provider.status === "retired") return null;
  if (provider.status === "live") {
    return (
      <PauseDialog name={provider.name} pause={pause.bind(null, place)}>
        <Button>Pause…</Button>
      </PauseDialog>
    );
  }
  const verb = provider.status === "paused" ? "Resume" : "Go live";
  return (
    <ConfirmDialog
      title={`${verb}: ${provider.name}`}
      description="It takes checks again from now on."
      confirm={verb}
      done={`${provider.name} is live`}
      act={resume.bind(null, place)}
    >
      <Button variant="primary">{verb}…</Button>
    </ConfirmDialog>
  );
}
