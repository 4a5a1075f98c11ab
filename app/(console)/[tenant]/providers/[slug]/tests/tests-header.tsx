import Link from "next/link";
import { ProviderState } from "@/components/provider/provider-status";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { GoLiveDialog } from "@/components/validation/go-live-dialog";
import { RunButton } from "@/components/validation/run-button";
import type { GateItem } from "@/components/validation/validation-item";
import type { Provider } from "@/lib/services/providers";
import { toProviderItem } from "../../provider-item";
import { goLive, run } from "./actions";
import { ValidatedVersion } from "./validated-version";

type TestsHeaderProps = {
  provider: Provider;
  place: { tenant: string; slug: string };
  validated: { version: number; at: Date } | null;
  gate: GateItem;
  isRunning: boolean;
  canAct: boolean;
};

/** Which provider, whether its version is green, and what can be done. */
export function TestsHeader({ provider, place, validated, gate, isRunning, canAct }: TestsHeaderProps) {
  const path = `/${place.tenant}/providers/${place.slug}`;
  const isGreen = gate.result === "passed";
  const isDraft = provider.status === "draft";
  return (
    <>
      <PageHeader
        title={
          <>
            <Link href={path} className="underline-offset-4 hover:underline">
              {provider.name}
            </Link>{" "}
            <span className="font-normal text-muted">validation</span>
          </>
        }
        description="What Maxsight tests when the integration is registered, run from here against its own URL. Demo requests only; no provider is called."
        actions={
          canAct &&
          provider.status !== "retired" && (
            <>
              <RunButton
                isRunning={isRunning}
                variant={isDraft && isGreen ? "secondary" : "primary"}
                path={`${path}/tests`}
                run={run.bind(null, place)}
              />
              {isDraft && (
                <GoLiveDialog name={provider.name} from="draft" gate={gate} goLive={goLive.bind(null, place)}>
                  <Button variant={isGreen ? "primary" : "secondary"}>Go live…</Button>
                </GoLiveDialog>
              )}
            </>
          )
        }
      />
      <Facts
        className="mb-4"
        facts={[
          { label: "Status", value: <ProviderState provider={toProviderItem(provider)} /> },
          { label: "Published version", value: provider.version },
          {
            label: "Validated version",
            value: <ValidatedVersion version={provider.version} validated={validated} />,
          },
        ]}
      />
    </>
  );
}
