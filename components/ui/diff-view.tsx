import { useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { plural } from "@/lib/format/text";
import { type DiffGap, type DiffLine, diffLines, foldDiff } from "@/lib/format/line-diff";

// What scrolls must be reachable by keyboard, and what is reachable needs a role and a name.
const REACHABLE = { role: "group", tabIndex: 0 } as const;

const LOOKS = {
  same: { sign: " ", said: "", row: "", text: "text-muted" },
  removed: { sign: "−", said: "removed: ", row: "bg-bad-weak", text: "text-bad" },
  added: { sign: "+", said: "added: ", row: "bg-good-weak", text: "text-good" },
} as const;

type DiffViewProps = {
  before: string;
  after: string;
  /** What is compared, for screen readers: "version 3 and version 5". */
  label: string;
  className?: string;
};

/** Two texts compared line by line; what is far from a difference is folded. Signs, not only colours, say which is which. */
export function DiffView({ before, after, label, className }: DiffViewProps) {
  const lines = useMemo(() => foldDiff(diffLines(before, after)), [before, after]);
  if (lines.every((line) => line.kind === "gap" || line.kind === "same"))
    return <p className="px-3 py-6 text-center text-sm text-muted">No difference.</p>;
  return (
    <div
      {...REACHABLE}
      aria-label={`Differences between ${label}`}
      className={cn("overflow-auto rounded-md bg-sunken font-mono text-xs leading-5", className)}
    >
      <div className="grid w-max min-w-full py-1.5">
        {lines.map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </div>
    </div>
  );
}

function Line({ line }: { line: DiffLine | DiffGap }) {
  if (line.kind === "gap")
    return <div className="px-3 py-0.5 text-muted italic">{plural(line.lines, "line")} the same</div>;
  const { sign, said, row, text } = LOOKS[line.kind];
  const number = line.kind === "removed" ? line.left : line.right;
  return (
    <div className={cn("flex", row)}>
      <span aria-hidden="true" className="w-10 shrink-0 pr-2 text-right text-muted tabular-nums select-none">
        {number}
      </span>
      <span aria-hidden="true" className={cn("w-4 shrink-0 select-none", text)}>
        {sign}
      </span>
      <span className={cn("pr-3 whitespace-pre", text)}>
        {said && <span className="sr-only">{said}</span>}
        {line.text || " "}
      </span>
    </div>
  );
}
