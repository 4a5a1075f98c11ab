"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";

/** Each bulk action of a list, by filter or on the rows that were chosen. */
const DIALOGS = [
  "cancel",
  "cancel-chosen",
  "resend",
  "resend-chosen",
  "poll",
  "poll-chosen",
  "pause",
  "pause-chosen",
  "resume",
  "resume-chosen",
] as const;
export type BulkDialogName = (typeof DIALOGS)[number];
const PARSER = parseAsStringLiteral(DIALOGS).withOptions({ history: "push" });

/** Which bulk dialog is open. It stands in the URL beside the filter, so that reload and back keep both. */
export function useBulkDialogs(missingRole: string | null) {
  const [open, setOpen] = useQueryState("bulk", PARSER);
  const propsOf = (name: BulkDialogName) => ({
    isOpen: missingRole === null && open === name,
    onOpenChange: (isOpening: boolean) => void setOpen(isOpening ? name : null),
  });
  return { openDialog: (name: BulkDialogName) => void setOpen(name), propsOf };
}
