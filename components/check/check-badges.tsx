import { Tag } from "@/components/ui/tag";
import { Status } from "@/components/ui/status";
import { formatDuration } from "@/lib/format/duration";
import { Since, Time } from "@/components/ui/time";
import type { CheckItem, WaitItem } from "./check-list-item";
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
        <ShortWait wait={check.wait} />
        <span className="hidden text-muted @5xl:inline">—</span>
      </>
    );
  }
  return check.outcome === "result" ? <Tag>result</Tag> : <span className="text-muted">—</span>;
}

/** The same as `CheckWaits`, while the list has no room for a column of it; the time stays whole where the words do not. */
function ShortWait({ wait }: { wait: WaitItem }) {
  return (
    <span
      title={wait.sentence}
      className="flex flex-col items-end text-muted @2xl:max-w-44 @2xl:flex-row @4xl:max-w-none @5xl:hidden"
    >
      <span className="max-w-full min-w-0 truncate">
        <span className="@2xl:hidden @4xl:inline">waits </span>for {WAIT_WORDS[wait.on]}
      </span>
      {wait.until !== null && (
        <span className="shrink-0">
          <span className="hidden whitespace-pre @2xl:inline"> · </span>
          <Time at={wait.until} isFocusable={false} />
        </span>
      )}
    </span>
  );
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
