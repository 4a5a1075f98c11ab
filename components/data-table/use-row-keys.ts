"use client";
import { useEffect, type RefObject } from "react";

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu]";

function isMeantForUs(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return false;
  return !(event.target instanceof HTMLElement && event.target.closest(TYPING));
}

function moveCursor(table: HTMLElement, step: 1 | -1): void {
  const rows = [...table.querySelectorAll<HTMLElement>("[data-row-id]")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const start = step === 1 ? 0 : rows.length - 1;
  const next = rows[at === -1 ? start : Math.min(rows.length - 1, Math.max(0, at + step))];
  next?.querySelector<HTMLElement>("[data-row-link]")?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function focusedRowId(table: HTMLElement): string | undefined {
  const row = document.activeElement?.closest<HTMLElement>("[data-row-id]");
  return row && table.contains(row) ? row.dataset["rowId"] : undefined;
}

type RowKeys = { table: RefObject<HTMLElement | null>; onToggle: (rowId: string) => void };

/**
 * The row that has the focus is the cursor: `j` and `k` move it, `x` selects it, Enter opens it because the focus
 * is on its link.
 */
export function useRowKeys({ table, onToggle }: RowKeys): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const element = table.current;
      if (!element || !isMeantForUs(event)) return;
      if (event.key === "j") moveCursor(element, 1);
      if (event.key === "k") moveCursor(element, -1);
      const rowId = event.key === "x" ? focusedRowId(element) : undefined;
      if (rowId !== undefined) onToggle(rowId);
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [table, onToggle]);
}
