"use client";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { ChevronRightIcon } from "@/components/ui/icons";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { JsonText } from "@/components/ui/json-text";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format/text";
import { canMoveUpdate, type Decision, type UpdateState } from "@/lib/protocol/states";
import { ChangeList, type Change } from "./change-list";
import { UPDATE_WORDS, updateTag } from "./monitored-view";

/** One update of a monitored reference. Times are ISO 8601; bodies are masked. */
export type UpdateView = {
  number: number;
  updateId: string;
  state: UpdateState;
  outcome: "result" | "errors";
  decision: Decision | null;
  occurredAt: string;
  fetchedAt: string | null;
  /** JSON text; null when it is not kept any more. */
  body: string | null;
  /** Null for the first, or where it cannot be compared any more. */
  changes: readonly Change[] | null;
};

type Supersede = (updateId: string, reason: string) => Promise<Confirmed>;

type UpdateListProps = {
  updates: readonly UpdateView[];
  /** There are newer ones than the first of these. */
  hasNewer?: boolean;
  /** Left out for who may not. */
  supersede?: Supersede;
};

/** The updates, newest first; each opens to what changed since the one before, and to the result. */
export function UpdateList({ updates, hasNewer = false, supersede }: UpdateListProps) {
  if (updates.length === 0) {
    return (
      <Card>
        <EmptyState title="No update yet">
          The first one is the result of the check; each change the provider reports adds one.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card className="overflow-clip">
      <ol reversed aria-label="Updates, newest first" className="divide-y divide-line">
        {updates.map((update, index) => (
          <li key={update.updateId}>
            <UpdateRow
              update={update}
              isOpenAtFirst={index === 0}
              supersede={
                supersede !== undefined &&
                (hasNewer || index > 0) &&
                canMoveUpdate(update.state, "superseded")
                  ? supersede
                  : null
              }
            />
          </li>
        ))}
      </ol>
    </Card>
  );
}

type UpdateRowProps = { update: UpdateView; isOpenAtFirst: boolean; supersede: Supersede | null };

function UpdateRow({ update, isOpenAtFirst, supersede }: UpdateRowProps) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const panelId = useId();
  const { tone, text } = updateTag(update);
  const state = UPDATE_WORDS[update.state];
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2.5 text-left text-sm transition-colors hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <ChevronRightIcon
          size={14}
          className={cn("text-muted transition-transform", isOpen && "rotate-90")}
        />
        <b className="font-medium">Update {update.number}</b>
        <Tag tone={tone}>{text}</Tag>
        <Status tone={state.tone}>{state.word}</Status>
        <span className="text-muted">{changesText(update.changes)}</span>
        <Time
          at={update.occurredAt}
          as="moment"
          isFocusable={false}
          className="ml-auto font-mono text-xs text-muted"
        />
      </button>
      <div id={panelId} hidden={!isOpen} className="grid gap-3 px-3.5 pt-1 pb-3.5">
        {isOpen && <UpdatePanel update={update} />}
        {isOpen && supersede !== null && <SupersedeAction update={update} supersede={supersede} />}
      </div>
    </>
  );
}

function SupersedeAction({ update, supersede }: { update: UpdateView; supersede: Supersede }) {
  return (
    <div>
      <ReasonDialog
        title={`Supersede update ${update.number}`}
        description="Updates are sent strictly in order, so one that Maxsight does not take holds back all after it. Maxsight is not told of this one any more, and is told of the next."
        confirm="Supersede"
        done={`Update ${update.number} superseded`}
        isDangerous
        isReasonNeeded
        act={(reason) => supersede(update.updateId, reason)}
      >
        <Button size="sm">Supersede…</Button>
      </ReasonDialog>
    </div>
  );
}

function UpdatePanel({ update }: { update: UpdateView }) {
  return (
    <>
      <p className="text-xs text-muted">
        Update id <span className="font-mono break-all">{update.updateId}</span>
        {update.fetchedAt && (
          <>
            {" "}
            · fetched by Maxsight <Time at={update.fetchedAt} />
          </>
        )}
      </p>
      {update.changes !== null && update.changes.length > 0 && <ChangeList changes={update.changes} />}
      {update.body === null ? (
        <p className="text-sm text-muted">The result is not kept any more.</p>
      ) : (
        <CodeBlock label={`result of update ${update.number}`} copyText={update.body}>
          <JsonText text={update.body} />
        </CodeBlock>
      )}
    </>
  );
}

function changesText(changes: UpdateView["changes"]): string {
  if (changes === null) return "nothing to compare with";
  return changes.length === 0 ? "no difference" : plural(changes.length, "change");
}
