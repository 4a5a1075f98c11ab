"use client";
import { type ChangeEvent, type Ref, useMemo, useRef } from "react";
import { cn } from "@/components/ui/cn";

type CodeEditorProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** 1-based lines that have a problem. */
  marked: ReadonlySet<number>;
  /** Id of what is said about the text. */
  describedBy?: string;
  ref?: Ref<HTMLTextAreaElement>;
  className?: string;
};

const TEXT = "font-mono text-xs leading-5 coarse:text-base coarse:leading-6";

/** A plain text area with line numbers; a line with a problem has a diamond. Tab leaves it, as in every other field. */
export function CodeEditor({ label, value, onChange, marked, describedBy, ref, className }: CodeEditorProps) {
  const gutter = useRef<HTMLDivElement>(null);
  const count = useMemo(() => value.split("\n").length, [value]);
  return (
    <div
      className={cn(
        "flex min-h-0 overflow-hidden rounded-md border border-line-strong bg-surface focus-within:border-accent focus-within:outline-1 focus-within:outline-accent",
        marked.size > 0 && "border-bad",
        className,
      )}
    >
      <div
        ref={gutter}
        aria-hidden="true"
        className={cn(
          "shrink-0 overflow-hidden border-r border-line bg-sunken py-2 text-right text-muted select-none",
          TEXT,
        )}
      >
        {Array.from({ length: count }, (_, index) => (
          <div
            key={index}
            className={cn("pr-2 pl-2.5 tabular-nums", marked.has(index + 1) && "bg-bad-weak text-bad")}
          >
            {marked.has(index + 1) && <span className="mr-1 text-[9px]">◆</span>}
            {index + 1}
          </div>
        ))}
        <div className="h-8" />
      </div>
      <textarea
        ref={ref}
        aria-label={label}
        aria-invalid={marked.size > 0 || undefined}
        aria-describedby={describedBy}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        value={value}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        className={cn(
          "min-h-0 min-w-0 flex-1 resize-none overflow-auto bg-transparent px-3 py-2 text-ink outline-none",
          TEXT,
        )}
      />
    </div>
  );
}

/** Puts the cursor on a 1-based line, selects it and scrolls it into sight. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const before = area.value.split("\n").slice(0, line - 1);
  const start = before.reduce((length, text) => length + text.length + 1, 0);
  const end = area.value.indexOf("\n", start);
  area.focus();
  area.setSelectionRange(start, end === -1 ? area.value.length : end);
  const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight) || 20;
  area.scrollTop = Math.max(0, (line - 5) * lineHeight);
}
