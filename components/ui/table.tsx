import type { ComponentProps } from "react";
import { cn } from "./cn";

// What scrolls must be reachable by keyboard, and what is reachable needs a role and a name.
const REACHABLE = { role: "group", tabIndex: 0 } as const;

/** Plain tables for short, finished lists; long ones use the data table. */
export function Table({
  className,
  "aria-label": label,
  ...rest
}: ComponentProps<"table"> & { "aria-label": string }) {
  return (
    <div
      {...REACHABLE}
      aria-label={label}
      className="relative overflow-x-auto rounded-lg focus-visible:-outline-offset-2"
    >
      <table aria-label={label} className={cn("w-full border-collapse text-sm", className)} {...rest} />
    </div>
  );
}

type CellProps = { isNumeric?: boolean };

export function Th({ isNumeric = false, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        "h-8 border-b border-line px-3 text-xs font-medium whitespace-nowrap text-muted",
        isNumeric ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={cn("border-b border-line last:border-0", className)} {...rest} />;
}

export function Td({ isNumeric = false, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td className={cn("h-9 px-3 py-1.5 whitespace-nowrap", isNumeric && "text-right", className)} {...rest} />
  );
}
