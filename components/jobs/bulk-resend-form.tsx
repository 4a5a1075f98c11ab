"use client";
import { useState, useTransition } from "react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CheckboxField } from "@/components/ui/checkbox";
import { DialogClose } from "@/components/ui/dialog";
import { Field, Input, Textarea } from "@/components/ui/field";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, plural } from "@/lib/format/text";
import type { ConflictKind } from "@/lib/services/jobs";
import { ResendSample } from "./resend-sample";
import {
  CONFLICT_TEXTS,
  totalWithout,
  TYPE_ABOVE,
  type BulkResendActions,
  type ResendFilterText,
  type ResendPreviewView,
} from "./resend-preview";

type BulkResendFormProps = {
  preview: ResendPreviewView;
  filter: ResendFilterText;
  create: BulkResendActions["create"];
};

/** The decision: what stays in, why, and above a hundred the number itself. */
export function BulkResendForm({ preview, filter, create }: BulkResendFormProps) {
  const [exclude, setExclude] = useState<readonly ConflictKind[]>([]);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const total = totalWithout(preview, exclude);
  const { refusal, isCreating, submit } = useCreate(create);
  if (preview.isTooMany || preview.total === 0) return <Nothing preview={preview} />;
  const isConfirmed = total <= TYPE_ABOVE || typed.replaceAll(",", "").trim() === String(total);
  const canSend = total > 0 && isConfirmed && reason.trim().length >= 3;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) submit({ filter, exclude, reason: reason.trim(), confirmedTotal: total });
      }}
    >
      {refusal && (
        <Callout tone="bad" isAlert>
          {refusal}
        </Callout>
      )}
      <Recap preview={preview} total={total} />
      <Conflicts preview={preview} exclude={exclude} onChange={setExclude} />
      <ResendSample sample={preview.sample} />
      <Field label="Reason" hint="Kept with every attempt and in the audit trail.">
        <Textarea
          rows={2}
          maxLength={500}
          required
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder="Why are they sent again?"
        />
      </Field>
      {total > TYPE_ABOVE && (
        <Field label={`Type ${total} to confirm`}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button>Not now</Button>
        </DialogClose>
        <Button type="submit" variant="primary" disabled={!canSend} isPending={isCreating}>
          {isCreating ? "Making the job…" : `Resend ${plural(total, "notification")}`}
        </Button>
      </div>
    </form>
  );
}

function Recap({ preview, total }: { preview: ResendPreviewView; total: number }) {
  const { hosts, ratePerSecond } = preview;
  const longest = Math.max(0, ...hosts.map(({ count }) => count));
  return (
    <p className="text-sm text-pretty">
      <output className="font-semibold">{plural(total, "notification")}</output>
      {total === preview.total ? "" : ` of ${formatCount(preview.total)}`} to{" "}
      {hosts.map(({ host }) => host).join(", ")}, at most {ratePerSecond} a second for each host: about{" "}
      {formatDuration(Math.max(1, Math.ceil(longest / ratePerSecond)) * 1_000)}. The set is frozen when you
      confirm.
    </p>
  );
}

type ConflictsProps = {
  preview: ResendPreviewView;
  exclude: readonly ConflictKind[];
  onChange: (exclude: readonly ConflictKind[]) => void;
};

function Conflicts({ preview, exclude, onChange }: ConflictsProps) {
  const found = preview.conflicts.filter(({ count }) => count > 0);
  if (found.length === 0) return <p className="text-sm text-muted">Nothing speaks against any of them.</p>;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-xs font-medium text-muted">What speaks against some of them</legend>
      {found.map(({ kind, count }) => (
        <CheckboxField
          key={kind}
          label={CONFLICT_TEXTS[kind].leave(formatCount(count))}
          hint={CONFLICT_TEXTS[kind].hint}
          checked={exclude.includes(kind)}
          onChange={() =>
            onChange(exclude.includes(kind) ? exclude.filter((other) => other !== kind) : [...exclude, kind])
          }
        />
      ))}
    </fieldset>
  );
}

function Nothing({ preview }: { preview: ResendPreviewView }) {
  return preview.isTooMany ? (
    <Callout tone="wait">
      The filter finds more than {formatCount(preview.total)} notifications. Narrow it: by provider, by state
      or by a shorter window.
    </Callout>
  ) : (
    <Callout tone="none">The filter finds no notification now. Nothing would be sent.</Callout>
  );
}

function useCreate(create: BulkResendActions["create"]) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isCreating, start] = useTransition();
  const submit = (input: Parameters<typeof create>[0]) =>
    start(async () => {
      const result = await create(input).catch(() => null);
      if (result?.ok) {
        toast.success("The job is made; its notifications go out now");
        router.push(result.href);
        return;
      }
      setRefusal(result?.message ?? "Gatehouse could not be reached. Look at Jobs before you try again.");
    });
  return { refusal, isCreating, submit };
}
