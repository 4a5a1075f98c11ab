import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/text";

type SelectionBarProps = { count: number; what: string; onClear: () => void; children: ReactNode };

/** What can be done with the selected rows; stands at the bottom while something is selected. */
export function SelectionBar({ count, what, onClear, children }: SelectionBarProps) {
  if (count === 0) return null;
  return (
    <section
      aria-label="Selection"
      className="fixed inset-x-3 bottom-4 z-30 mx-auto flex w-fit max-w-full animate-pop-in flex-wrap items-center gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 shadow-float"
    >
      <output className="mr-2 text-sm font-medium">{plural(count, what)} selected</output>
      {children}
      <Button size="sm" variant="ghost" onClick={onClear}>
        Clear
      </Button>
    </section>
  );
}
