import { Tag } from "@/components/ui/tag";
import { Status } from "@/components/ui/status";
import { formatDuration } from "@/lib/format/duration";
import { Since, Time } from "@/components/ui/time";
import type { CheckItem } from "./check-list-item";
import { DECISION_TONES, stateWords, WAIT_WORDS, type CheckFacts } from "./check-words";

export function CheckStatus({ check }: { check: CheckFacts }) {
  const { tone, word, isLive } = stateWords(check);
  return (
    <Status tone={tone} isLive={isLive}>
      {word}
    </Status>
  );
}

/** What came of it: the decision, the error type, or for whom it waits. */
export function CheckOutcome({ check }: { check: CheckItem }) {
  if (check.outcome === "errors") {
    const type = check.errorType ?? "errors";
    return (
      <span title={type} className="block @2xl:max-w-28 @5xl:max-w-36">
        <Tag>{type}</Tag>
      </span>
    );
  }
  if (check.decision) return <Tag tone={DECISION_TONES[check.decision]}>{check.decision}</Tag>;
  if (check.wait) {
    return (
      <>
        <span title={check.wait.sentence} className="block truncate text-muted @2xl:max-w-32 @5xl:hidden">
          waits for {WAIT_WORDS[check.wait.on]}
        </span>
        <span className="hidden text-muted @5xl:inline">—</span>
      </>
    );
  }
  return check.outcome === "result" ? <Tag>result</Tag> : <span className="text-muted">—</span>;
}

/** For whom or what it waits, and until when; the sentence says why. */
export function CheckWaits({ check }: { check: CheckItem }) {
  const { wait } = check;
  if (wait === null) return <span className="text-muted">—</span>;
  return (
    <span title={wait.sentence} className="text-muted">
      {WAIT_WORDS[wait.on]}
      {wait.until !== null && (
        <>
          {" · "}
          <Time at={wait.until} isFocusable={false} />
        </>
      )}
    </span>
  );
}

/** Time to the result; counts while there is none. */
export function CheckTook({ check }: { check: CheckItem }) {
  if (check.resultAt) return <>{formatDuration(Date.parse(check.resultAt) - Date.parse(check.createdAt))}</>;
  if (check.finishedAt !== null) return <span className="text-muted">—</span>;
  return <Since at={check.createdAt} className="text-muted" />;
}
