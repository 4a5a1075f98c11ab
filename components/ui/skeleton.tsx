import { cn } from "./cn";

/** A place held for what comes; give it the size of that. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn("block animate-breathe rounded-sm bg-line/80", className)} />;
}
