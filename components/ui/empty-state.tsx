import type { ReactNode } from "react";
import { WarningIcon } from "./icons";
import { cn } from "./cn";

type EmptyStateProps = {
  title: string;
  /** What would be here, and the one next step. */
  children?: ReactNode;
  action?: ReactNode;
  /** `h1` where it is the whole page. */
  level?: "h1" | "h2";
  className?: string;
};

/** Nothing here, and why that is; teaches the next step. */
export function EmptyState({ title, children, action, level: Heading = "h2", className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center gap-1.5 px-6 py-14 text-center", className)}>
      <Heading className="text-base font-medium">{title}</Heading>
      {children && <div className="max-w-[52ch] text-sm text-pretty text-muted">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

type ErrorStateProps = {
  /** What happened. */
  title: string;
  /** What it means and what to do. */
  children?: ReactNode;
  /** What support needs to find it in the log. */
  code?: string | undefined;
  action?: ReactNode;
  level?: "h1" | "h2";
  className?: string;
};

/** Something failed; announced, with a way on. */
export function ErrorState({
  title,
  children,
  code,
  action,
  level: Heading = "h2",
  className,
}: ErrorStateProps) {
  return (
    <div role="alert" className={cn("flex flex-col items-center gap-1.5 px-6 py-14 text-center", className)}>
      <span className="mb-1 grid size-9 place-items-center rounded-full bg-bad-weak text-bad">
        <WarningIcon />
      </span>
      <Heading className="text-base font-medium">{title}</Heading>
      {children && <div className="max-w-[52ch] text-sm text-pretty text-muted">{children}</div>}
      {code && <code className="text-xs text-muted">{code}</code>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
