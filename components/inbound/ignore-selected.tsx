"use client";
import { Button } from "@/components/ui/button";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { RoleGate } from "@/components/ui/role-gate";
import { plural } from "@/lib/format/text";

type IgnoreSelectedProps = {
  ids: readonly string[];
  ignore: (ids: readonly string[], reason: string) => Promise<Confirmed>;
  missingRole: string | null;
};

/** Takes the selected events out of the tray. */
export function IgnoreSelected({ ids, ignore, missingRole }: IgnoreSelectedProps) {
  return (
    <RoleGate missingRole={missingRole}>
      <ReasonDialog
        title={`Ignore ${plural(ids.length, "event")}`}
        description="They leave the tray and change no check. They stay stored, and can be attached later."
        confirm={`Ignore ${plural(ids.length, "event")}`}
        done={`${plural(ids.length, "event")} ignored`}
        isReasonNeeded
        act={(reason) => ignore(ids, reason)}
      >
        <Button size="sm">Ignore…</Button>
      </ReasonDialog>
    </RoleGate>
  );
}
