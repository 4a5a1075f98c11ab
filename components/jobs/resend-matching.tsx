"use client";
import { parseAsBoolean, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { RoleGate } from "@/components/ui/role-gate";
import { BulkResendDialog, type BulkResendActions } from "./bulk-resend";
import type { BulkFilter } from "./bulk-preview";

const PARSER = parseAsBoolean.withDefault(false).withOptions({ history: "push" });

type ResendMatchingProps = {
  filter: BulkFilter;
  words: string;
  actions: BulkResendActions;
  missingRole: string | null;
};

/** The bulk resend of what the list's filter finds. That it is open stands in the URL beside the filter. */
export function ResendMatching({ filter, words, actions, missingRole }: ResendMatchingProps) {
  const [isOpen, setIsOpen] = useQueryState("resend", PARSER);
  return (
    <RoleGate missingRole={missingRole}>
      <BulkResendDialog
        filter={filter}
        words={words}
        actions={actions}
        isOpen={isOpen && missingRole === null}
        onOpenChange={(next) => void setIsOpen(next ? true : null)}
      >
        <Button variant="primary">Resend all matching…</Button>
      </BulkResendDialog>
    </RoleGate>
  );
}
