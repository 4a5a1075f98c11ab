"use client";
import { useState, useTransition, type ReactNode } from "react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CheckboxField } from "@/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";

export type ResendInput = { reason: string; withLadder: boolean };

/** What came of the attempt, or why there was none. */
export type ResendResult =
  | { is: "acknowledged"; text: string }
  | { is: "failed"; text: string; nextStep: string }
  | { is: "refused"; text: string };

type ResendDialogProps = {
  /** What makes it open. */
  children: ReactNode;
  attempts: number;
  isFetched: boolean;
  resend: (input: ResendInput) => Promise<ResendResult>;
};

/** One attempt now, with a reason; says what came of it. */
export function ResendDialog({ children, attempts, isFetched, resend }: ResendDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      {isOpen && <ResendContent attempts={attempts} isFetched={isFetched} resend={resend} />}
    </Dialog>
  );
}

function ResendContent({ attempts, isFetched, resend }: Omit<ResendDialogProps, "children">) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [withLadder, setWithLadder] = useState(false);
  const [result, setResult] = useState<ResendResult | null>(null);
  const [isSending, startSending] = useTransition();
  const send = () =>
    startSending(async () => {
      const refused: ResendResult = {
        is: "refused",
        text: "Gatehouse could not be reached. Nothing was sent; try again.",
      };
      setResult(await resend({ reason, withLadder }).catch(() => refused));
      router.refresh();
    });
  const isDone = result !== null && result.is !== "refused";
  return (
    <DialogContent
      title="Resend notification"
      description={`One attempt goes out at once, signed anew: number ${attempts + 1}. It costs nothing and changes nothing at the provider.`}
      footer={
        isDone ? (
          <DoneButtons onAgain={() => setResult(null)} />
        ) : (
          <SendButtons onSend={send} isSending={isSending} />
        )
      }
    >
      {result ? (
        <Result result={result} />
      ) : (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          {isFetched && (
            <Callout tone="wait">
              Maxsight has fetched this result already. It may ask for it once more, or ignore this.
            </Callout>
          )}
          <Field label="Reason" note="optional, kept with the attempt">
            <Textarea
              name="reason"
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              placeholder="Why is it sent again?"
            />
          </Field>
          <CheckboxField
            label="Start the retry ladder anew if it fails"
            hint="Without it this is one attempt and no more."
            checked={withLadder}
            onChange={(event) => setWithLadder(event.target.checked)}
          />
        </form>
      )}
    </DialogContent>
  );
}

function Result({ result }: { result: ResendResult }) {
  if (result.is === "acknowledged") {
    return (
      <Callout tone="good" isAlert>
        {result.text}
      </Callout>
    );
  }
  return (
    <Callout tone="bad" isAlert>
      {result.text}
      {result.is === "failed" && <span className="mt-1 block text-ink">{result.nextStep}</span>}
    </Callout>
  );
}

function SendButtons({ onSend, isSending }: { onSend: () => void; isSending: boolean }) {
  return (
    <>
      <DialogClose asChild>
        <Button>Not now</Button>
      </DialogClose>
      <Button variant="primary" onClick={onSend} isPending={isSending}>
        {isSending ? "Sending…" : "Resend notification"}
      </Button>
    </>
  );
}

function DoneButtons({ onAgain }: { onAgain: () => void }) {
  return (
    <>
      <Button onClick={onAgain}>Send once more</Button>
      <DialogClose asChild>
        <Button variant="primary">Close</Button>
      </DialogClose>
    </>
  );
}
