import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A surface with a line around it. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("rounded-lg border border-line bg-surface", className)} {...rest} />;
}

type CardHeaderProps = { title: ReactNode; note?: ReactNode; actions?: ReactNode; level?: "h2" | "h3" };

/** Title of a card: what it is, one quiet remark, actions at the right. */
export function CardHeader({ title, note, actions, level: Heading = "h2" }: CardHeaderProps) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3.5 py-2">
      <Heading className="text-sm font-semibold">{title}</Heading>
      {note && <span className="text-sm text-muted">{note}</span>}
      {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
    </div>
  );
}
