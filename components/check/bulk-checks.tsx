"use client";
import { BulkCancelDialog, type BulkCancelActions } from "@/components/jobs/bulk-cancel";
import type { BulkFilter } from "@/components/jobs/bulk-preview";
import { BulkResendDialog, type BulkResendActions } from "@/components/jobs/bulk-resend";
import type { ChosenAction } from "@/components/jobs/chosen-actions";
import { chosenFilter } from "@/components/jobs/chosen-rows";
import { useBulkDialogs } from "@/components/jobs/use-bulk-dialogs";
import { Button } from "@/components/ui/button";
import { RoleGate } from "@/components/ui/role-gate";

export type BulkCheckActions = { cancel: BulkCancelActions; resend: BulkResendActions };

type BulkChecksProps = {
  /** The list's filter, and the same in words. */
  filter: BulkFilter;
  words: string;
  actions: BulkCheckActions;
  missingRole: string | null;
};

const ofChecks = (checks: BulkFilter): BulkFilter => ({ checks });
const CHOSEN = "The checks you selected";

/** The bulk actions on what the list's filter finds, and the dialogs of those on a selection. */
export function BulkChecks({ filter, words, actions, missingRole }: BulkChecksProps) {
  const { propsOf } = useBulkDialogs(missingRole);
  return (
    <RoleGate missingRole={missingRole}>
      <BulkCancelDialog filter={() => filter} words={words} actions={actions.cancel} {...propsOf("cancel")}>
        <Button>Cancel all matching…</Button>
      </BulkCancelDialog>
      <BulkResendDialog
        filter={() => ofChecks(filter)}
        words={words}
        actions={actions.resend}
        {...propsOf("resend")}
      >
        <Button>Resend all matching…</Button>
      </BulkResendDialog>
      <BulkCancelDialog
        filter={chosenFilter}
        words={CHOSEN}
        actions={actions.cancel}
        {...propsOf("cancel-chosen")}
      />
      <BulkResendDialog
        filter={() => ofChecks(chosenFilter())}
        words={CHOSEN}
        actions={actions.resend}
        {...propsOf("resend-chosen")}
      />
    </RoleGate>
  );
}

/** What can be done with the selected rows. */
export const CHOSEN_CHECKS: readonly ChosenAction[] = [
  { label: "Resend…", dialog: "resend-chosen" },
  { label: "Cancel…", dialog: "cancel-chosen" },
];
