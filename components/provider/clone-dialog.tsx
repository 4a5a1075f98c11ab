"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import type { InputIssue } from "@/lib/errors";
import { slugOf } from "./form-values";
import type { ProviderItem } from "./provider-item";

export type CloneProvider = (input: {
  name: string;
  slug: string;
}) => Promise<
  { ok: true; data: { slug: string } } | { ok: false; message: string; issues: readonly InputIssue[] }
>;

type CloneDialogProps = {
  provider: Pick<ProviderItem, "name" | "slug">;
  /** Path of the list: `/acme/providers`. */
  path: string;
  clone: CloneProvider;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** Makes a draft with the same definition under another address. */
export function CloneDialog({ isOpen, onOpenChange, ...content }: CloneDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      {isOpen && <CloneContent {...content} />}
    </Dialog>
  );
}

function CloneContent({ provider, path, clone }: Omit<CloneDialogProps, "isOpen" | "onOpenChange">) {
  const [name, setName] = useState(`${provider.name} copy`.slice(0, 49));
  const [slug, setSlug] = useState(slugOf(`${provider.slug}-copy`));
  const { submit, refusal, isActing } = useClone({ clone, path }, { name, slug });
  return (
    <DialogContent
      title={`Clone ${provider.name}`}
      description="A draft with the same configuration and connector. Keys and secrets are not copied: it gets its own, and takes no check before it goes live."
      footer={
        <>
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <Button variant="primary" onClick={submit} isPending={isActing}>
            Clone provider
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {refusal && (
          <Callout tone="bad" isAlert>
            {refusal}
          </Callout>
        )}
        <Field label="Name" hint="6 to 49 characters; Maxsight shows it.">
          <Input value={name} maxLength={49} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Slug" hint="Its address under /p/. Never changes.">
          <Input
            value={slug}
            maxLength={63}
            spellCheck={false}
            className="font-mono"
            onChange={(event) => setSlug(event.target.value)}
          />
        </Field>
      </div>
    </DialogContent>
  );
}

function useClone(
  { clone, path }: Pick<CloneDialogProps, "clone" | "path">,
  input: { name: string; slug: string },
) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isActing, start] = useTransition();
  const submit = () =>
    start(async () => {
      const result = await clone(input).catch(() => null);
      if (result?.ok) {
        toast.success(`${input.name} made as a draft`);
        router.push(`${path}/${result.data.slug}`);
        return;
      }
      const [issue] = result?.issues ?? [];
      setRefusal(
        issue?.message ?? result?.message ?? "Gatehouse could not be reached. Nothing was made; try again.",
      );
    });
  return { submit, refusal, isActing };
}
