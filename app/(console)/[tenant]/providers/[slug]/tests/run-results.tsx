import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TestGroups, ToMend } from "@/components/validation/test-groups";
import type { Validation } from "@/lib/services/validations";
import { toGroups } from "./view";

/** What a run found, what is to mend first; or what a first run would tell. */
export function RunResults({
  run,
  place,
}: {
  run: Validation | null;
  place: { tenant: string; slug: string };
}) {
  if (run === null) {
    return (
      <Card>
        <EmptyState title="Not validated yet">
          The suite asks the provider&apos;s URL what Maxsight asks at registration: connection, security,
          configuration, every demo result and the sequence of its template. It takes seconds.
        </EmptyState>
      </Card>
    );
  }
  const groups = toGroups(run.report, place);
  return (
    <>
      {run.report?.problem && <Callout tone="bad">{run.report.problem}</Callout>}
      <ToMend groups={groups} />
      <TestGroups key={run.id} groups={groups} />
      {groups.length === 0 && run.state === "running" && (
        <Card>
          <EmptyState title="The first tests are under way">
            Each appears here as it ends. You may leave this page; the run goes on without it.
          </EmptyState>
        </Card>
      )}
    </>
  );
}

/** Why a run cannot be started here, and what the command does instead. */
export function NotFromHere({ url }: { url: string }) {
  return (
    <Callout tone="wait" className="mb-4">
      It cannot run here: this instance may not call its own machine, where the callbacks would have to
      arrive. The command does the same from a machine that the instance can reach:{" "}
      <code className="text-xs break-all">gatehouse validate {url} --secret … --public-url …</code>
    </Callout>
  );
}
