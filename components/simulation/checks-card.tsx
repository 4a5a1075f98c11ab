import Link from "next/link";
import { CheckOutcome, CheckStatus } from "@/components/check/check-badges";
import { checkLadder } from "@/components/check/check-words";
import { Ladder } from "@/components/ladder/ladder";
import { Card, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { JsonText } from "@/components/ui/json-text";
import { Status } from "@/components/ui/status";
import { cutMiddle } from "@/lib/format/text";
import { SIMULATED_WORDS, type SimulatedItem } from "./run-item";

type ChecksCardProps = {
  checks: readonly SimulatedItem[];
  /** Path of the list of checks. */
  checksPath: string;
};

/** Every check of a run: how it stands for Maxsight, how far its delivery came here, and where both legs are. */
export function ChecksCard({ checks, checksPath }: ChecksCardProps) {
  const ended = checks.filter(({ state }) => state !== "running").length;
  return (
    <Card className="min-w-0">
      <CardHeader
        title={checks.length === 1 ? "Check" : "Checks"}
        note={checks.length === 1 ? "on both sides" : `${ended} of ${checks.length} ended`}
      />
      <ol className="divide-y divide-line">
        {checks.map((item) => (
          <li key={item.checkId} className="grid gap-1.5 px-3.5 py-2.5 text-sm">
            <CheckRow item={item} isOnly={checks.length === 1} checksPath={checksPath} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function CheckRow({
  item,
  isOnly,
  checksPath,
}: {
  item: SimulatedItem;
  isOnly: boolean;
  checksPath: string;
}) {
  const { tone, word } = SIMULATED_WORDS[item.state];
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <Status tone={tone} isLive={item.state === "running"}>
          {!isOnly && <span className="text-muted">check {item.number} · </span>}
          {word}
        </Status>
        {item.check === null ? (
          <code className="text-xs text-faint">{cutMiddle(item.checkId)}</code>
        ) : (
          <Link
            href={`${checksPath}/${item.check.id}`}
            className="shrink-0 text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-current"
          >
            {isOnly ? "Open both legs" : "Open"}
            <span className="sr-only"> of check {item.number}</span>
          </Link>
        )}
      </div>
      {item.reason && <p className="text-xs text-pretty break-words text-muted">{item.reason}</p>}
      {item.check && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
          <span className="text-muted">Here</span>
          <CheckStatus check={item.check} />
          <CheckOutcome check={item.check} />
          <Ladder steps={checkLadder(item.check)} hasWords />
        </div>
      )}
      {isOnly && item.result !== null && <ResultBlock text={item.result} />}
    </>
  );
}

function ResultBlock({ text }: { text: string }) {
  return (
    <details className="group min-w-0" open>
      <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">What Maxsight received</summary>
      <div className="mt-1.5">
        <CodeBlock label="result" copyText={text}>
          <JsonText text={text} />
        </CodeBlock>
      </div>
    </details>
  );
}
