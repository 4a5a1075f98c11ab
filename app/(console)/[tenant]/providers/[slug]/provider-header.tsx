import Link from "next/link";
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
import { GoLiveDialog } from "@/components/validation/go-live-dialog";
import type { Provider } from "@/lib/services/providers";
import { pause, resume } from "../actions";
import { toProviderItem } from "../provider-item";
import { goLive } from "./tests/actions";
import { ValidatedVersion } from "./tests/validated-version";
import { lastCalledAt } from "./view";

type ProviderHeaderProps = {
  provider: Provider;
  place: { tenant: string; slug: string };
  keys: readonly KeyItem[];
  /** The newest version that passed validation. */
  validated: { version: number; at: Date } | null;
  canAct: boolean;
};

/** Which provider this is, whether it takes checks, and what can be done with it. */
export function ProviderHeader({ provider, place, keys, validated, canAct }: ProviderHeaderProps) {
  const item = toProviderItem(provider);
  return (
    <>
      <PageHeader
        title={provider.name}
        aside={<span className="font-mono text-base text-muted">/p/{provider.slug}/</span>}
        description={`${TYPE_NAMES[provider.checkType]}, ${TEMPLATE_PHRASES[provider.checkTemplate]}.`}
        actions={
          <>
            <Button asChild>
              <Link href={`/${place.tenant}/providers/${place.slug}/tests`}>Validation</Link>
            </Button>
            {canAct && <StatusAction provider={provider} place={place} validated={validated} />}
          </>
        }
      />
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
    </>
  );
}

function StatusAction({
  provider,
  place,
  validated,
}: Pick<ProviderHeaderProps, "provider" | "place" | "validated">) {
  if (provider.status === "retired") return null;
  if (provider.status === "draft") {
    return (
      <GoLiveDialog
        name={provider.name}
        version={provider.version}
        isGreen={validated?.version === provider.version}
        goLive={goLive.bind(null, place)}
      >
        <Button variant="primary">Go live…</Button>
      </GoLiveDialog>
    );
  }
  if (provider.status === "live") {
    return (
      <PauseDialog name={provider.name} pause={pause.bind(null, place)}>
        <Button>Pause…</Button>
      </PauseDialog>
    );
  }
  return (
    <ConfirmDialog
      title={`Resume: ${provider.name}`}
      description="It takes checks again from now on."
      confirm="Resume"
      done={`${provider.name} is live`}
      act={resume.bind(null, place)}
    >
      <Button variant="primary">Resume…</Button>
    </ConfirmDialog>
  );
}
