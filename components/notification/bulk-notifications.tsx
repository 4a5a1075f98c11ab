"use client";
import type { BulkFilter } from "@/components/jobs/bulk-preview";
import { BulkResendDialog, type BulkResendActions } from "@/components/jobs/bulk-resend";
import type { ChosenAction } from "@/components/jobs/chosen-actions";
import { chosenFilter } from "@/components/jobs/chosen-rows";
import { useBulkDialogs } from "@/components/jobs/use-bulk-dialogs";
import { Button } from "@/components/ui/button";
import { RoleGate } from "@/components/ui/role-gate";

type BulkNotificationsProps = {
  /** The list's filter, and the same in words. */
  filter: BulkFilter;
  words: string;
  actions: BulkResendActions;
  missingRole: string | null;
};

/** The bulk resend of what the list's filter finds, and its dialog for a selection. */
export function BulkNotifications({ filter, words, actions, missingRole }: BulkNotificationsProps) {
  const { propsOf } = useBulkDialogs(missingRole);
  return (
    <RoleGate missingRole={missingRole}>
      <BulkResendDialog filter={filter} words={words} actions={actions} {...propsOf("resend")}>
        <Button variant="primary">Resend all matching…</Button>
      </BulkResendDialog>
      <BulkResendDialog
        filter={chosenFilter}
        words="The notifications you selected"
        actions={actions}
        {...propsOf("resend-chosen")}
      />
    </RoleGate>
  );
}

/** What can be done with the selected rows. */
export const CHOSEN_NOTIFICATIONS: readonly ChosenAction[] = [{ label: "Resend…", dialog: "resend-chosen" }];
