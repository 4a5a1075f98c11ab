"use client";
import { BulkCancelDialog, type BulkCancelActions } from "@/components/jobs/bulk-cancel";
import { BulkMonitoringDialog, type BulkMonitoringActions } from "@/components/jobs/bulk-monitoring";
import type { BulkFilter } from "@/components/jobs/bulk-preview";
import type { ChosenAction } from "@/components/jobs/chosen-actions";
import { chosenFilter } from "@/components/jobs/chosen-rows";
import { useBulkDialogs } from "@/components/jobs/use-bulk-dialogs";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { RoleGate } from "@/components/ui/role-gate";

export type BulkMonitoredActions = {
  cancel: BulkCancelActions;
  poll: BulkMonitoringActions;
  pause: BulkMonitoringActions;
  resume: BulkMonitoringActions;
};

type BulkMonitoredProps = {
  /** The ledger's filter, and the same in words. */
  filter: BulkFilter;
  words: string;
  actions: BulkMonitoredActions;
  missingRole: string | null;
};

const CHOSEN = "The references you selected";

/** The bulk actions on what the ledger's filter finds, and the dialogs of those on a selection. */
export function BulkMonitored({ filter, words, actions, missingRole }: BulkMonitoredProps) {
  const { openDialog, propsOf } = useBulkDialogs(missingRole);
  return (
    <RoleGate missingRole={missingRole}>
      <Menu>
        <MenuTrigger asChild>
          <Button>
            All matching
            <ChevronDownIcon size={14} />
          </Button>
        </MenuTrigger>
        <MenuContent>
          <MenuItem onSelect={() => openDialog("pause")}>Pause monitoring…</MenuItem>
          <MenuItem onSelect={() => openDialog("resume")}>Resume monitoring…</MenuItem>
          <MenuItem isDangerous onSelect={() => openDialog("cancel")}>
            Cancel monitoring…
          </MenuItem>
        </MenuContent>
      </Menu>
      <Button onClick={() => openDialog("poll")}>Poll all matching…</Button>
      <Dialogs find={() => filter} words={words} actions={actions} propsOf={propsOf} />
      <Dialogs
        find={chosenFilter}
        words={CHOSEN}
        actions={actions}
        propsOf={(name) => propsOf(`${name}-chosen`)}
      />
    </RoleGate>
  );
}

type DialogsProps = {
  find: () => BulkFilter;
  words: string;
  actions: BulkMonitoredActions;
  propsOf: (name: "cancel" | "poll" | "pause" | "resume") => {
    isOpen: boolean;
    onOpenChange: (isOpen: boolean) => void;
  };
};

function Dialogs({ find, words, actions, propsOf }: DialogsProps) {
  const { cancel, poll, pause, resume } = actions;
  const given = { filter: find, words };
  return (
    <>
      <BulkMonitoringDialog kind="poll" actions={poll} {...given} {...propsOf("poll")} />
      <BulkMonitoringDialog kind="pause_monitoring" actions={pause} {...given} {...propsOf("pause")} />
      <BulkMonitoringDialog kind="resume_monitoring" actions={resume} {...given} {...propsOf("resume")} />
      <BulkCancelDialog
        words={words}
        filter={() => ({ monitored: find() })}
        actions={cancel}
        {...propsOf("cancel")}
      />
    </>
  );
}

/** What can be done with the selected rows. */
export const CHOSEN_MONITORED: readonly ChosenAction[] = [
  { label: "Poll…", dialog: "poll-chosen" },
  { label: "Pause…", dialog: "pause-chosen" },
  { label: "Resume…", dialog: "resume-chosen" },
  { label: "Cancel…", dialog: "cancel-chosen" },
];
