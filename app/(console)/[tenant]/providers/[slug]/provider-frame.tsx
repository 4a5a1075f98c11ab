import type { ReactNode } from "react";
import { ProviderNav, type ProviderTab } from "@/components/provider/provider-nav";
import { GateCallout } from "@/components/validation/gate-callout";
import { DriftCallout } from "./drift-callout";
import type { OpenProvider } from "./open-provider";
import { ProviderFacts, ProviderHeader } from "./provider-header";
import { goLive, run } from "./tests/actions";

type ProviderFrameProps = { open: OpenProvider; active: ProviderTab; children: ReactNode };

/** Which provider it is, what Maxsight knows of it, and its parts; every part has the same frame, so nothing jumps. */
export function ProviderFrame({ open, active, children }: ProviderFrameProps) {
  const { provider, keys, validated, gate, place, path, can } = open;
  const canAct = can("providers:write");
  return (
    <>
      <ProviderHeader provider={provider} keys={keys} place={place} gate={gate} canAct={canAct} />
      <GateCallout
        provider={provider}
        gate={gate}
        path={`${path}/tests`}
        isRunning={open.isValidating}
        isOnItsPage={active === "tests"}
        actions={canAct ? { run: run.bind(null, place), goLive: goLive.bind(null, place) } : null}
      />
      <DriftCallout open={open} />
      <ProviderNav path={path} active={active} canEdit={canAct && provider.status !== "retired"} />
      {active === "overview" && <ProviderFacts provider={provider} keys={keys} validated={validated} />}
      {children}
    </>
  );
}
