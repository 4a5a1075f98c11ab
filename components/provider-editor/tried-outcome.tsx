import { CodeBlock } from "@/components/ui/code-block";
import { JsonText } from "@/components/ui/json-text";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import type { TriedItem } from "./bench-types";

const WORDS = {
  pending: { tone: "run", word: "Pending: the provider is asked again" },
  result: { tone: "good", word: "A result for Maxsight" },
  errors: { tone: "bad", word: "Errors for Maxsight" },
} as const;

/** What a mapping gave, what is wrong with it, and the outcome itself. */
export function TriedOutcome({ tried }: { tried: TriedItem }) {
  const { tone, word } = WORDS[tried.kind];
  const text = JSON.stringify(tried.outcome, null, 2);
  return (
    <section aria-label="What the mapping gives" aria-live="polite" className="grid min-w-0 gap-2 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <Status tone={tone}>{tried.problems.length > 0 ? "The mapping is not right" : word}</Status>
        {tried.decision !== null && <Tag tone="run">{tried.decision}</Tag>}
      </div>
      {tried.problems.length > 0 && (
        <ul className="grid gap-1 text-bad">
          {tried.problems.map((problem) => (
            <li key={problem} className="break-words">
              {problem}
            </li>
          ))}
        </ul>
      )}
      <CodeBlock label="outcome" copyText={text}>
        <JsonText text={text} />
      </CodeBlock>
    </section>
  );
}
