"use client";
import type { BulkFilter } from "@/components/jobs/bulk-preview";
import { BulkResendDialog, type BulkResendActions } from "@/components/jobs/bulk-resend";
import { keepChosen, readChosen } from "@/components/jobs/chosen-rows";
import { useBulkDialogs } from "@/components/jobs/use-bulk-dialogs";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { RoleGate } from "@/components/ui/role-gate";

type BulkNotificationsProps = {
  /** The list's filter, and the same in words. */
  filter: BulkFilter;
  words: string;
  actions: BulkResendActions;
  missingRole: string | null;
};

const chosen = (): BulkFilter => ({ ids: readChosen() });

/** The bulk resend of what the list's filter finds, and its dialog for a selection. */
export function BulkNotifications({ filter, words, actions, missingRole }: BulkNotificationsProps) {
  const { propsOf } = useBulkDialogs(missingRole);
  return (
    <RoleGate missingRole={missingRole}>
      <BulkResendDialog filter={filter} words={words} actions={actions} {...propsOf("resend")}>
        <Button variant="primary">Resend all matching…</Button>
      </BulkResendDialog>
      <BulkResendDialog
        filter={chosen}
        words="The notifications you selected"
        actions={actions}
        {...propsOf("resend-chosen")}
      />
    </RoleGate>
  );
}

type ChosenNotificationsProps = { ids: readonly string[]; missingRole: string | null };

/** What can be done with the selected rows. */
export function ChosenNotifications({ ids, missingRole }: ChosenNotificationsProps) {
  const { openDialog } = useBulkDialogs(missingRole);
  const start = () => {
    keepChosen(ids);
    openDialog("resend-chosen");
  };
  return (
    <>
      <CopyButton text={ids.join("\n")} label="Copy ids" hasLabel />
      <RoleGate missingRole={missingRole}>
        <Button size="sm" onClick={start}>
          Resend…
        </Button>
      </RoleGate>
    </>
  );
}
