import { cn } from "./cn";

type ProgressProps = { value: number; max: number; label: string; className?: string };

/** How much of a known amount is done. */
export function Progress({ value, max, label, className }: ProgressProps) {
  return (
    <progress
      aria-label={label}
      value={value}
      max={Math.max(1, max)}
      className={cn(
        "block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-run [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-run [&::-webkit-progress-value]:transition-[inline-size]",
        className,
      )}
    />
  );
}
