"use client";
import { Suspense, use, useEffect, useRef, useState, type ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { BulkResendForm } from "./bulk-resend-form";
import type { BulkResendActions, PreviewResult, ResendFilterText } from "./resend-preview";

export type { BulkResendActions } from "./resend-preview";

type BulkResendDialogProps = {
  /** What makes it open. */
  children: ReactNode;
  filter: ResendFilterText;
  /** The filter as people say it: "Given up · last 24 h". */
  words: string;
  actions: BulkResendActions;
  /** Where the caller keeps it (in the URL); otherwise it keeps itself. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/** Many notifications again: what the filter finds, what speaks against it, why, and the number to confirm. */
export function BulkResendDialog(props: BulkResendDialogProps) {
  const { children, filter, words, actions, isOpen, onOpenChange } = props;
  const [isOpenHere, setIsOpenHere] = useState(false);
  const isShown = isOpen ?? isOpenHere;
  return (
    <Dialog open={isShown} onOpenChange={onOpenChange ?? setIsOpenHere}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      {isShown && <BulkResendContent filter={filter} words={words} actions={actions} />}
    </Dialog>
  );
}

const UNREACHABLE: PreviewResult = {
  ok: false,
  message: "Gatehouse could not be reached. Nothing was sent; close this and try again.",
};

type ContentProps = Pick<BulkResendDialogProps, "filter" | "words" | "actions">;

function BulkResendContent({ filter: current, words, actions }: ContentProps) {
  // The window of the list moves on; what is confirmed is what was counted.
  const [filter] = useState(current);
  const [reading, setReading] = useState<Promise<PreviewResult> | null>(null);
  const { preview } = actions;
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    setReading(preview(filter).catch(() => UNREACHABLE));
  }, [preview, filter]);
  return (
    <DialogContent
      title="Resend many notifications"
      description={
        <>
          <b className="font-medium text-ink">{words}</b>. Each gets one attempt, signed anew. It costs
          nothing and changes nothing at the provider.
        </>
      }
    >
      <Suspense fallback={<PreviewSkeleton />}>
        {reading === null ? (
          <PreviewSkeleton />
        ) : (
          <ReadPreview reading={reading} filter={filter} actions={actions} />
        )}
      </Suspense>
    </DialogContent>
  );
}

type ReadPreviewProps = {
  reading: Promise<PreviewResult>;
  filter: ResendFilterText;
  actions: BulkResendActions;
};

function ReadPreview({ reading, filter, actions }: ReadPreviewProps) {
  const result = use(reading);
  if (!result.ok) {
    return (
      <Callout tone="bad" isAlert>
        {result.message}
      </Callout>
    );
  }
  return <BulkResendForm preview={result.preview} filter={filter} create={actions.create} />;
}

function PreviewSkeleton() {
  return (
    <output className="grid gap-2">
      <span className="sr-only">Counting</span>
      <Skeleton className="h-4 w-56" />
      <Skeleton className="h-28" />
      <Skeleton className="h-18" />
    </output>
  );
}
