import type { ComponentProps } from "react";
import { Slot } from "radix-ui";
import { cn } from "./cn";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-accent bg-accent text-accent-ink hover:border-accent-strong hover:bg-accent-strong",
  secondary: "border-line-strong bg-raised text-ink shadow-raise hover:bg-sunken hover:border-faint/60",
  ghost: "border-transparent bg-transparent text-muted hover:bg-sunken hover:text-ink",
  danger: "border-bad bg-bad text-surface hover:opacity-90",
};

const SIZES: Record<ButtonSize, { text: string; icon: string }> = {
  sm: { text: "h-[26px] gap-1.5 px-[9px] text-xs coarse:h-9", icon: "size-[26px] coarse:size-9" },
  md: { text: "h-8 gap-1.5 px-3 text-sm coarse:h-10", icon: "size-8 coarse:size-10" },
};

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Square, for one icon; give it an aria-label. */
  isIcon?: boolean;
  /** Work is under way: stays focusable, says busy and ignores clicks. */
  isPending?: boolean;
  /** Renders the child (a link) with the looks of a button. */
  asChild?: boolean;
};

/** Verbs on buttons. One primary a page; what needs a decision first ends in "…". */
export function Button({
  variant = "secondary",
  size = "md",
  isIcon = false,
  isPending = false,
  asChild = false,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const Root = asChild ? Slot.Root : "button";
  return (
    <Root
      {...(asChild ? {} : { type: "button" as const })}
      aria-busy={isPending || undefined}
      aria-disabled={isPending || undefined}
      className={cn(
        "inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap transition-[background-color,border-color,opacity] select-none disabled:pointer-events-none disabled:opacity-50 aria-busy:animate-breathe aria-busy:cursor-progress",
        VARIANTS[variant],
        isIcon ? SIZES[size].icon : SIZES[size].text,
        className,
      )}
      onClick={isPending ? (event) => event.preventDefault() : onClick}
      {...rest}
    />
  );
}
