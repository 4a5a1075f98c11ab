import type { ReactNode } from "react";
import { cn } from "./cn";

export type Fact = { label: string; value: ReactNode };

/** What is known, as pairs in a line that wraps. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={cn("flex flex-wrap gap-x-7 gap-y-2.5 text-sm", className)}>
      {facts.map((fact) => (
        <div key={fact.label} className="min-w-0">
          <dt className="text-xs text-muted">{fact.label}</dt>
          <dd className="flex min-h-5 items-center">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
