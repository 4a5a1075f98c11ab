import Link from "next/link";
import type { ProviderStatus } from "@/components/provider/provider-item";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format/text";
import { GoLiveDialog } from "./go-live-dialog";
import { RunButton } from "./run-button";
import type { GateItem } from "./validation-item";

type GateCalloutProps = {
  provider: { name: string; status: ProviderStatus };
  gate: GateItem;
  /** The page of its validation runs. */
  path: string;
  isRunning: boolean;
  /** The page of its runs is open: it has the button that runs one, and what failed. */
  isOnItsPage: boolean;
  /** null: this person may not change providers. */
  actions: { run: () => Promise<Confirmed>; goLive: (reason: string | null) => Promise<Confirmed> } | null;
};

/**
 * Says when the published version is not one that passed validation, whatever the provider's status, and what can be
 * done; quiet where there is nothing to say.
 */
export function GateCallout(props: GateCalloutProps) {
  const { provider, gate, path } = props;
  if (provider.status === "retired" || (gate.result === "passed" && provider.status !== "draft")) return null;
  if (gate.result === "passed") {
    return (
      <Callout tone="good" className="mb-4">
        Version {gate.version} passed its validation <Time at={gate.at} />. It answers demo requests until it
        goes live.
      </Callout>
    );
  }
  if (gate.override !== null && provider.status !== "draft") {
    return (
      <Callout tone="none" className="mb-4" action={<Link href={path}>Validation</Link>}>
        Version {gate.version} is {provider.status} without a passed validation: “{gate.override.reason}”,{" "}
        {gate.override.by}, <Time at={gate.override.at} />.
      </Callout>
    );
  }
  return (
    <Callout tone={gate.result === "failed" ? "bad" : "wait"} className="mb-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-[min(100%,32ch)] flex-1">{problemText(provider.status, gate)}</p>
        <Actions {...props} />
      </div>
    </Callout>
  );
}

function problemText(status: ProviderStatus, { version, result, failed, greenVersion }: GateItem): string {
  const tests = failed === 0 ? "its last validation" : `${plural(failed, "test")} of its last validation`;
  const newest = greenVersion === null ? "" : ` The newest version that passed is ${greenVersion}.`;
  if (status === "draft") {
    return result === "failed"
      ? `This draft failed ${tests}. Mend what failed and run it again; then it can go live.`
      : "This draft answers demo requests only. Validate it, then it can go live.";
  }
  const subject = status === "live" ? `Version ${version} takes live checks` : `Version ${version} is paused`;
  return result === "failed"
    ? `${subject} but failed ${tests}: Maxsight would refuse it.${newest}`
    : `${subject} but has not been validated.${newest}`;
}

function Actions({ provider, gate, path, isRunning, isOnItsPage, actions }: GateCalloutProps) {
  return (
    <div className="flex flex-wrap gap-2">
      {gate.result === "failed" && !isOnItsPage && (
        <Button asChild size="sm">
          <Link href={path}>See what failed</Link>
        </Button>
      )}
      {actions && !isOnItsPage && (
        <RunButton isRunning={isRunning} variant="secondary" size="sm" path={path} run={actions.run} />
      )}
      {actions && provider.status === "live" && (
        <GoLiveDialog name={provider.name} from="live" gate={gate} goLive={actions.goLive}>
          <Button size="sm">Keep it live…</Button>
        </GoLiveDialog>
      )}
    </div>
  );
}
