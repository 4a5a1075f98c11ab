import type { ReactNode } from "react";
import { cn } from "./cn";

export function Kbd({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <kbd className={cn("rounded-sm border border-line-strong px-1 text-2xs leading-4 text-faint", className)}>
      {children}
    </kbd>
  );
}
