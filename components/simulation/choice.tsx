"use client";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type ChoiceProps = ComponentProps<"input"> & { title: string; text: ReactNode; isOn: boolean };

/** One of a few ways, as a card with its radio button. */
export function Choice({ title, text, isOn, ...rest }: ChoiceProps) {
  return (
    <label
      className={cn(
        "grid cursor-pointer grid-cols-[auto_1fr] gap-x-2.5 rounded-md border p-3 text-sm transition-colors has-[:disabled]:cursor-default has-[:disabled]:opacity-60 has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent",
        isOn ? "border-accent bg-accent-weak" : "border-line-strong hover:border-faint",
      )}
    >
      <input type="radio" className="mt-1 self-start accent-accent outline-none" {...rest} />
      <span className="min-w-0">
        <span className="font-medium">{title}</span>
        <span className="block text-pretty text-muted">{text}</span>
      </span>
    </label>
  );
}
