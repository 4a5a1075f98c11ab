import { Status } from "@/components/ui/status";
import { plural } from "@/lib/format/text";
import type { TextProblem } from "./definition-text";
import type { CheckedText } from "./use-checked";

const MOST = 12;

type ProblemListProps = {
  id: string;
  text: CheckedText;
  onGoTo: (line: number) => void;
};

/** Whether the text could be published, and each thing that is wrong with the line it stands on. */
export function ProblemList({ id, text, onGoTo }: ProblemListProps) {
  return (
    <div id={id} aria-live="polite" className="grid gap-1 text-sm">
      <Summary text={text} />
      {text.problems.length > 0 && (
        <ul className="grid max-h-56 gap-px overflow-y-auto">
          {text.problems.slice(0, MOST).map((problem) => (
            <li key={problem.path + problem.message}>
              <Problem problem={problem} onGoTo={onGoTo} />
            </li>
          ))}
          {text.problems.length > MOST && (
            <li className="px-2 text-xs text-muted">and {text.problems.length - MOST} more</li>
          )}
        </ul>
      )}
    </div>
  );
}

function Summary({ text }: { text: CheckedText }) {
  const { problems, isChecking, failure, checked } = text;
  if (problems.length > 0) return <Status tone="bad">{plural(problems.length, "problem")}</Status>;
  if (failure !== null) return <Status tone="bad">{failure}</Status>;
  if (isChecking || checked === null) return <Status tone="run">Checking…</Status>;
  if (checked.refusal !== null) return <Status tone="bad">{checked.refusal}</Status>;
  return <Status tone="good">Nothing wrong: it could be published.</Status>;
}

function Problem({ problem, onGoTo }: { problem: TextProblem; onGoTo: (line: number) => void }) {
  const { line, path, message } = problem;
  return (
    <button
      type="button"
      onClick={() => line !== null && onGoTo(line)}
      className="flex w-full items-baseline gap-2 rounded-sm px-2 py-1 text-left hover:bg-sunken coarse:min-h-11"
    >
      <span className="shrink-0 text-xs text-muted tabular-nums">{line === null ? "—" : `line ${line}`}</span>
      <span className="min-w-0 break-words">
        {path && <code className="text-xs text-muted">{path} </code>}
        {message}
      </span>
    </button>
  );
}
