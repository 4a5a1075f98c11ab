"use client";
import type { ReactNode } from "react";
import { Tabs as Radix } from "radix-ui";
import { cn } from "./cn";

export type TabItem = { value: string; label: ReactNode; count?: number };

type TabsProps = {
  items: readonly TabItem[];
  value: string;
  onValueChange: (value: string) => void;
  label: string;
  className?: string;
  children: ReactNode;
};

/** Panels behind one line of names; scrolls sideways when narrow. The caller keeps `value` (in the URL). */
export function Tabs({ items, value, onValueChange, label, className, children }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} className={className}>
      <Radix.List
        aria-label={label}
        className="-mx-4 flex gap-5 overflow-x-auto px-4 shadow-[inset_0_-1px_0_var(--line)] [scrollbar-width:none] md:mx-0 md:px-0"
      >
        {items.map((item) => (
          <Radix.Trigger
            key={item.value}
            value={item.value}
            className={cn(
              "h-8 shrink-0 border-b-2 border-transparent whitespace-nowrap text-muted transition-colors hover:text-ink focus-visible:rounded-sm focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink coarse:h-11",
            )}
          >
            {item.label}
            {item.count !== undefined && <span className="text-muted"> {item.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export function TabPanel({
  value,
  className,
  children,
}: {
  value: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Radix.Content value={value} className={cn("pt-3.5 outline-offset-4", className)}>
      {children}
    </Radix.Content>
  );
}
