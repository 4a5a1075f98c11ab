"use client";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { type SignedCallItem, SignedCallRow } from "./signed-call-row";

/** The signed calls of a check, oldest first: the newest of `total`. */
export type CheckSignaturesData = { calls: readonly SignedCallItem[]; total: number };

type CheckSignaturesProps = {
  /** Grows with every call; a change reads again. */
  callCount: number;
  /** Decrypts every request, so it is read when somebody looks. */
  load: () => Promise<CheckSignaturesData>;
};

/** Every call between Maxsight and us with what its signature says; the first that is not good stands open. */
export function CheckSignatures({ callCount, load }: CheckSignaturesProps) {
  const { data, hasFailed, readAgain } = useSignatures(callCount, load);
  if (data === null) return hasFailed ? <NotRead readAgain={readAgain} /> : <Loading />;
  if (data.calls.length === 0) {
    return (
      <Card>
        <EmptyState title="No signed call yet">
          Calls of Maxsight and our notifications to it are signed. Each appears here once it has ended, with
          the text that was signed, its digest, its clock and its key.
        </EmptyState>
      </Card>
    );
  }
  return <SignedCalls {...data} />;
}

function SignedCalls({ calls, total }: CheckSignaturesData) {
  const bad = calls.filter(({ panel }) => panel?.report.isGood === false);
  const [first] = bad.length > 0 ? bad : calls.filter(({ panel }) => panel !== null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {bad.length > 0 && (
        <Callout tone="bad">
          {bad.length === 1 ? "One call does" : `${bad.length} calls do`} not stand up to the rules: open it
          to see which, and why.
        </Callout>
      )}
      <Card className="min-w-0 overflow-clip">
        <CardHeader
          title="Signed calls"
          note={
            total > calls.length
              ? `the newest ${calls.length} of ${total}, each judged at the moment it was made`
              : "each judged at the moment it was made"
          }
        />
        <ol className="divide-y divide-line">
          {calls.map((call) => (
            <li key={call.id}>
              <SignedCallRow call={call} isFirstOpen={call.id === first?.id} />
            </li>
          ))}
        </ol>
      </Card>
    </div>
  );
}

function useSignatures(callCount: number, load: CheckSignaturesProps["load"]) {
  const [data, setData] = useState<CheckSignaturesData | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isGone = false;
    load().then(
      (read) => {
        if (!isGone) setData(read);
      },
      () => {
        if (!isGone) setHasFailed(true);
      },
    );
    return () => {
      isGone = true;
    };
    // `load` is bound anew by each refresh of the page and does the same.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [callCount, round]);
  const readAgain = () => {
    setHasFailed(false);
    setRound(round + 1);
  };
  return { data, hasFailed, readAgain };
}

function NotRead({ readAgain }: { readAgain: () => void }) {
  return (
    <Card>
      <ErrorState
        title="The signatures could not be read"
        action={<Button onClick={readAgain}>Read again</Button>}
      >
        Gatehouse did not answer. Nothing of the check is changed.
      </ErrorState>
    </Card>
  );
}

const ROWS = ["start", "ready", "callback", "complete"];

function Loading() {
  return (
    <Card aria-busy="true" aria-label="Reading signatures" className="min-w-0">
      <CardHeader title="Signed calls" />
      <div className="divide-y divide-line">
        {ROWS.map((row) => (
          <div key={row} className="flex h-9 items-center gap-4 px-3.5">
            <Skeleton className="h-3 w-24" />
            <Skeleton className="h-3 flex-1" />
            <Skeleton className="h-3 w-20" />
          </div>
        ))}
      </div>
    </Card>
  );
}
