import type { ReactNode } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

// What scrolls must be reachable by keyboard, and what is reachable needs a role and a name.
const REACHABLE = { role: "group", tabIndex: 0 } as const;

type CodeBlockProps = {
  /** Drawn; plain text or coloured spans. */
  children: ReactNode;
  /** What the copy button copies; no button without it. */
  copyText?: string;
  label: string;
  className?: string;
};

/** Text of machines: sunken, mono, scrolls inside itself. */
export function CodeBlock({ children, copyText, label, className }: CodeBlockProps) {
  return (
    <div className={cn("group/code relative min-w-0", className)}>
      <pre
        {...REACHABLE}
        aria-label={label}
        className="max-h-96 overflow-auto rounded-md bg-sunken px-3 py-2.5 text-xs text-muted"
      >
        {children}
      </pre>
      {copyText !== undefined && (
        <CopyButton
          text={copyText}
          label={`Copy ${label}`}
          className="absolute top-1 right-1 bg-sunken opacity-0 group-focus-within/code:opacity-100 group-hover/code:opacity-100 coarse:opacity-100"
        />
      )}
    </div>
  );
}
