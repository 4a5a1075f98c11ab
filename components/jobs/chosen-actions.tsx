"use client";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { RoleGate } from "@/components/ui/role-gate";
import { keepChosen } from "./chosen-rows";
import { useBulkDialogs, type BulkDialogName } from "./use-bulk-dialogs";

/** The name of a button, and the dialog that it opens on the chosen rows. */
export type ChosenAction = { label: string; dialog: BulkDialogName };

type ChosenActionsProps = {
  ids: readonly string[];
  actions: readonly ChosenAction[];
  missingRole: string | null;
};

/** What can be done with the selected rows. */
export function ChosenActions({ ids, actions, missingRole }: ChosenActionsProps) {
  const { openDialog } = useBulkDialogs(missingRole);
  const start = (dialog: BulkDialogName) => {
    keepChosen(ids);
    openDialog(dialog);
  };
  return (
    <>
      <CopyButton text={ids.join("\n")} label="Copy ids" hasLabel />
      <RoleGate missingRole={missingRole}>
        {actions.map(({ label, dialog }) => (
          <Button key={dialog} size="sm" onClick={() => start(dialog)}>
            {label}
          </Button>
        ))}
      </RoleGate>
    </>
  );
}
