"use client";
import { BulkCancelDialog, type BulkCancelActions } from "@/components/jobs/bulk-cancel";
import type { BulkFilter } from "@/components/jobs/bulk-preview";
import { BulkResendDialog, type BulkResendActions } from "@/components/jobs/bulk-resend";
import { keepChosen, readChosen } from "@/components/jobs/chosen-rows";
import { useBulkDialogs, type BulkDialogName } from "@/components/jobs/use-bulk-dialogs";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
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
const chosen = (): BulkFilter => ({ ids: readChosen() });
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
        filter={chosen}
        words={CHOSEN}
        actions={actions.cancel}
        {...propsOf("cancel-chosen")}
      />
      <BulkResendDialog
        filter={() => ofChecks(chosen())}
        words={CHOSEN}
        actions={actions.resend}
        {...propsOf("resend-chosen")}
      />
    </RoleGate>
  );
}

type ChosenActionsProps = { ids: readonly string[]; missingRole: string | null };

/** What can be done with the selected rows. */
export function ChosenActions({ ids, missingRole }: ChosenActionsProps) {
  const { openDialog } = useBulkDialogs(missingRole);
  const start = (dialog: BulkDialogName) => {
    keepChosen(ids);
    openDialog(dialog);
  };
  return (
    <>
      <CopyButton text={ids.join("\n")} label="Copy ids" hasLabel />
      <RoleGate missingRole={missingRole}>
        <Button size="sm" onClick={() => start("resend-chosen")}>
          Resend…
        </Button>
        <Button size="sm" onClick={() => start("cancel-chosen")}>
          Cancel…
        </Button>
      </RoleGate>
    </>
  );
}
