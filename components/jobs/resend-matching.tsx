"use client";
import { parseAsBoolean, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { BulkResendDialog, type BulkResendActions } from "./bulk-resend";
import type { BulkFilter } from "./bulk-preview";

const PARSER = parseAsBoolean.withDefault(false).withOptions({ history: "push" });

type ResendMatchingProps = { filter: BulkFilter; words: string; actions: BulkResendActions };

/** The bulk resend of what the list's filter finds. That it is open stands in the URL beside the filter. */
export function ResendMatching({ filter, words, actions }: ResendMatchingProps) {
  const [isOpen, setIsOpen] = useQueryState("resend", PARSER);
  return (
    <BulkResendDialog
      filter={filter}
      words={words}
      actions={actions}
      isOpen={isOpen}
      onOpenChange={(next) => void setIsOpen(next ? true : null)}
    >
      <Button variant="primary">Resend all matching…</Button>
    </BulkResendDialog>
  );
}
