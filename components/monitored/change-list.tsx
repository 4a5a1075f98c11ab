import { cn } from "@/components/ui/cn";

/** One difference between two results. Values are masked JSON text; absent where there was none. */
export type Change = {
  kind: "added" | "removed" | "changed";
  path: string;
  before: string | null;
  after: string | null;
};

const KINDS: Record<Change["kind"], { sign: string; word: string; tone: string }> = {
  added: { sign: "+", word: "Added", tone: "text-good" },
  removed: { sign: "−", word: "Removed", tone: "text-bad" },
  changed: { sign: "~", word: "Changed", tone: "text-wait" },
};

/** What is different from the result before. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <ul aria-label="Changes since the update before" className="grid gap-1 font-mono text-xs">
      {changes.map((change) => (
        <ChangeRow key={`${change.kind} ${change.path}`} change={change} />
      ))}
    </ul>
  );
}

function ChangeRow({ change }: { change: Change }) {
  const { sign, word, tone } = KINDS[change.kind];
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-1.5">
      <span className={cn("font-medium", tone)} aria-hidden="true">
        {sign}
      </span>
      <span className="break-all">
        <span className="sr-only">{word} </span>
        {change.path} {change.before !== null && <del className="text-bad">{change.before}</del>}{" "}
        {change.after !== null && <ins className="text-good no-underline">{change.after}</ins>}
      </span>
    </li>
  );
}
