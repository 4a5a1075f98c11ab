"use client";
import { Suspense, use, useEffect, useRef, useState, type ComponentType, type ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { BulkActions, BulkFilter, BulkPreview, Previewed } from "./bulk-preview";

/** What the form of an action is made from. */
export type BulkFormParts<Kind extends string, Preview extends BulkPreview<Kind>> = {
  preview: Preview;
  filter: BulkFilter;
  create: BulkActions<Kind, Preview>["create"];
};

type BulkContentProps<Kind extends string, Preview extends BulkPreview<Kind>> = {
  title: string;
  /** What it acts on, as people say it: "State In progress · last 24 h". */
  words: string;
  /** What happens to each of them. */
  what: string;
  /** Asked once, when the dialog opens: the window of a list moves on; what is confirmed is what was counted. */
  filter: () => BulkFilter;
  actions: BulkActions<Kind, Preview>;
  form: ComponentType<BulkFormParts<Kind, Preview>>;
};

type BulkDialogProps<Kind extends string, Preview extends BulkPreview<Kind>> = BulkContentProps<
  Kind,
  Preview
> & {
  /** What makes it open; without it the caller holds `isOpen`. */
  children?: ReactNode;
  /** Where the caller keeps it (in the URL); otherwise it keeps itself. */
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
};

/** A bulk action: reads what it would do now, then asks. */
export function BulkDialog<Kind extends string, Preview extends BulkPreview<Kind>>(
  props: BulkDialogProps<Kind, Preview>,
) {
  const { children, isOpen, onOpenChange, ...content } = props;
  const [isOpenHere, setIsOpenHere] = useState(false);
  const isShown = isOpen ?? isOpenHere;
  return (
    <Dialog open={isShown} onOpenChange={onOpenChange ?? setIsOpenHere}>
      {children && <DialogTrigger asChild>{children}</DialogTrigger>}
      {isShown && <BulkContent {...content} />}
    </Dialog>
  );
}

const UNREACHABLE = {
  ok: false,
  message: "Gatehouse could not be reached. Nothing was done; close this and try again.",
} as const;

type Reading<Preview> = { filter: BulkFilter; answer: Promise<Previewed<Preview>> };

function BulkContent<Kind extends string, Preview extends BulkPreview<Kind>>(
  props: BulkContentProps<Kind, Preview>,
) {
  const { title, words, what, filter, actions, form } = props;
  const { preview: read, create } = actions;
  const [reading, setReading] = useState<Reading<Preview> | null>(null);
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    const asked = filter();
    setReading({ filter: asked, answer: read(asked).catch(() => UNREACHABLE) });
  }, [read, filter]);
  return (
    <DialogContent
      title={title}
      description={
        <>
          <b className="font-medium text-ink">{words}</b>. {what}
        </>
      }
    >
      <Suspense fallback={<PreviewSkeleton />}>
        {reading === null ? (
          <PreviewSkeleton />
        ) : (
          <ReadPreview reading={reading} create={create} form={form} />
        )}
      </Suspense>
    </DialogContent>
  );
}

type ReadPreviewProps<Kind extends string, Preview extends BulkPreview<Kind>> = {
  reading: Reading<Preview>;
  create: BulkActions<Kind, Preview>["create"];
  form: ComponentType<BulkFormParts<Kind, Preview>>;
};

function ReadPreview<Kind extends string, Preview extends BulkPreview<Kind>>({
  reading,
  create,
  form: Form,
}: ReadPreviewProps<Kind, Preview>) {
  const result = use(reading.answer);
  if (result.ok) return <Form preview={result.preview} filter={reading.filter} create={create} />;
  return (
    <Callout tone="bad" isAlert>
      {result.message}
    </Callout>
  );
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
