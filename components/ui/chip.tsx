"use client";
import type { ComponentProps, ReactNode } from "react";
import { ChevronDownIcon, CrossIcon } from "./icons";
import { Menu, MenuTrigger } from "./menu";
import { cn } from "./cn";

const CHIP =
  "inline-flex h-[26px] items-center gap-1.5 rounded-full border text-xs whitespace-nowrap transition-colors coarse:h-9";

type ChipProps = ComponentProps<"button"> & { variant?: "filter" | "add" };

const VARIANTS = {
  filter: "border-line-strong bg-surface text-muted hover:border-faint [&_b]:font-medium [&_b]:text-ink",
  add: "border-dashed border-line-strong text-muted hover:border-faint hover:text-ink",
};

/** A round button in the line of filters. */
export function Chip({ variant = "filter", className, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      className={cn(CHIP, "px-[9px] coarse:px-3", VARIANTS[variant], className)}
      {...rest}
    />
  );
}

type FilterChipProps = {
  name: string;
  value: ReactNode;
  /** Content of the menu that changes the value. */
  menu: ReactNode;
  /** Without it the filter cannot be taken away. */
  onRemove?: () => void;
};

/** One filter in force: its name, its value behind a menu, and a cross that takes it away. */
export function FilterChip({ name, value, menu, onRemove }: FilterChipProps) {
  return (
    <span className={cn(CHIP, VARIANTS.filter, "gap-0")}>
      <Menu>
        <MenuTrigger
          className={cn(
            "flex h-full max-w-72 items-center gap-1 rounded-full pl-[9px] coarse:pl-3",
            onRemove ? "pr-0.5" : "pr-[9px] coarse:pr-3",
          )}
        >
          <span className="truncate">
            {name} <b>{value}</b>
          </span>
          {!onRemove && <ChevronDownIcon size={11} className="shrink-0" />}
        </MenuTrigger>
        {menu}
      </Menu>
      {onRemove && (
        <button
          type="button"
          aria-label={`Remove filter ${name}`}
          onClick={onRemove}
          className="grid h-full w-6 place-items-center rounded-full hover:text-ink coarse:w-9"
        >
          <CrossIcon size={10} />
        </button>
      )}
    </span>
  );
}
