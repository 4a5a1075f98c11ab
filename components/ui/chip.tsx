"use client";
import type { ComponentProps, ReactNode } from "react";
import { CrossIcon } from "./icons";
import { cn } from "./cn";

const CHIP =
  "inline-flex h-[26px] items-center gap-1.5 rounded-full border px-[9px] text-xs whitespace-nowrap transition-colors coarse:h-9 coarse:px-3";

type ChipProps = ComponentProps<"button"> & { variant?: "filter" | "add" | "live" };

const VARIANTS = {
  filter: "border-line-strong bg-surface text-muted hover:border-faint [&_b]:font-medium [&_b]:text-ink",
  add: "border-dashed border-line-strong text-muted hover:border-faint hover:text-ink",
  live: "border-accent bg-surface text-accent hover:bg-accent-weak",
};

/** A round button in the line of filters. */
export function Chip({ variant = "filter", className, ...rest }: ChipProps) {
  return <button type="button" className={cn(CHIP, VARIANTS[variant], className)} {...rest} />;
}

type FilterChipProps = {
  name: string;
  value: ReactNode;
  /** Opens its editor. */
  onEdit?: (() => void) | undefined;
  onRemove: () => void;
};

/** One filter in force: its name, its value, and a cross that takes it away. */
export function FilterChip({ name, value, onEdit, onRemove }: FilterChipProps) {
  return (
    <span className={cn(CHIP, VARIANTS.filter, "pr-0")}>
      {onEdit ? (
        <button type="button" onClick={onEdit} className="max-w-64 truncate rounded-full">
          {name} <b>{value}</b>
        </button>
      ) : (
        <span className="max-w-64 truncate">
          {name} <b>{value}</b>
        </span>
      )}
      <button
        type="button"
        aria-label={`Remove filter ${name}`}
        onClick={onRemove}
        className="grid h-full w-6 place-items-center rounded-full hover:text-ink coarse:w-9"
      >
        <CrossIcon size={10} />
      </button>
    </span>
  );
}
