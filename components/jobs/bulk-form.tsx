"use client";
import { useState, useTransition, type ComponentType, type ReactNode } from "react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CheckboxField } from "@/components/ui/checkbox";
import { DialogClose } from "@/components/ui/dialog";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { formatCount, plural } from "@/lib/format/text";
import type { BulkFormParts } from "./bulk-dialog";
import {
  pacesUpTo,
  totalWithout,
  STARTS,
  TYPE_ABOVE,
  type BulkActions,
  type BulkDecision,
  type BulkPreview,
  type ConflictText,
} from "./bulk-preview";

/** How one kind of bulk action talks. */
export type BulkWords<Kind extends string> = {
  /** One item: "check". */
  what: string;
  /** The verb on the button: "Cancel". */
  verb: string;
  /** Said when the job is made. */
  done: string;
  /** Said when the filter finds nothing. */
  nothing: string;
  /** What the field of the reason says while it is empty. */
  why: string;
  /** Where the reason is kept. */
  reasonHint: string;
  /** What the pace is for each of: "host". */
  each: string;
  conflicts: Record<Kind, ConflictText>;
  isDangerous?: boolean;
};

export type RecapProps<Preview> = {
  preview: Preview;
  /** What stays in. */
  total: number;
  /** The pace that is chosen. */
  ratePerSecond: number;
};

type BulkFormProps<Kind extends string, Preview extends BulkPreview<Kind>> = BulkFormParts<Kind, Preview> & {
  words: BulkWords<Kind>;
  /** How many of how many, where, how long. */
  recap: ComponentType<RecapProps<Preview>>;
  sample: ReactNode;
  /** What the filter finds and the action never takes. */
  excluded?: ReactNode;
};

/** The decision: what stays in, why, and above a hundred the number itself. */
export function BulkForm<Kind extends string, Preview extends BulkPreview<Kind>>(
  props: BulkFormProps<Kind, Preview>,
) {
  const { preview, filter, words, create, recap: Recap } = props;
  const [exclude, setExclude] = useState<readonly Kind[]>([]);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [pace, setPace] = useState<Pace>({ ratePerSecond: preview.ratePerSecond, startsInHours: 0 });
  const total = totalWithout(preview, exclude);
  const { refusal, isCreating, submit } = useCreate(create, words.done);
  if (preview.isTooMany || preview.total === 0) {
    return (
      <div className="grid gap-4">
        <Nothing preview={preview} words={words} />
        {props.excluded}
      </div>
    );
  }
  const isConfirmed = total <= TYPE_ABOVE || typed.replaceAll(",", "").trim() === String(total);
  const canSend = total > 0 && isConfirmed && reason.trim().length >= 3;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) submit({ filter, exclude, reason: reason.trim(), confirmedTotal: total, ...pace });
      }}
    >
      {refusal && (
        <Callout tone="bad" isAlert>
          {refusal}
        </Callout>
      )}
      <Recap preview={preview} total={total} ratePerSecond={pace.ratePerSecond} />
      {props.excluded}
      <Conflicts preview={preview} words={words} exclude={exclude} onChange={setExclude} />
      {props.sample}
      <PaceFields most={preview.ratePerSecond} each={words.each} pace={pace} onChange={setPace} />
      <Field label="Reason" hint={words.reasonHint}>
        <Textarea
          rows={2}
          maxLength={500}
          required
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder={words.why}
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
        <Button
          type="submit"
          variant={words.isDangerous ? "danger" : "primary"}
          disabled={!canSend}
          isPending={isCreating}
        >
          {isCreating ? "Making the job…" : `${words.verb} ${plural(total, words.what)}`}
        </Button>
      </div>
    </form>
  );
}

type Pace = Pick<BulkDecision<string>, "ratePerSecond" | "startsInHours">;
type PaceFieldsProps = { most: number; each: string; pace: Pace; onChange: (pace: Pace) => void };

/** How fast, and from when on. */
function PaceFields({ most, each, pace, onChange }: PaceFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Pace">
        <Select
          value={pace.ratePerSecond}
          onChange={(event) => onChange({ ...pace, ratePerSecond: Number(event.target.value) })}
        >
          {pacesUpTo(most).map((perSecond) => (
            <option key={perSecond} value={perSecond}>
              {perSecond} a second for each {each}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Begin">
        <Select
          value={pace.startsInHours}
          onChange={(event) => onChange({ ...pace, startsInHours: Number(event.target.value) })}
        >
          {STARTS.map((hours) => (
            <option key={hours} value={hours}>
              {hours === 0 ? "at once" : `in ${plural(hours, "hour")}`}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

type ConflictsProps<Kind extends string> = {
  preview: BulkPreview<Kind>;
  words: BulkWords<Kind>;
  exclude: readonly Kind[];
  onChange: (exclude: readonly Kind[]) => void;
};

function Conflicts<Kind extends string>({ preview, words, exclude, onChange }: ConflictsProps<Kind>) {
  const found = preview.conflicts.filter(({ count }) => count > 0);
  if (found.length === 0) return <p className="text-sm text-muted">Nothing speaks against any of them.</p>;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-xs font-medium text-muted">What speaks against some of them</legend>
      {found.map(({ kind, count }) => (
        <CheckboxField
          key={kind}
          label={words.conflicts[kind].leave(formatCount(count))}
          hint={words.conflicts[kind].hint}
          checked={exclude.includes(kind)}
          onChange={() =>
            onChange(exclude.includes(kind) ? exclude.filter((other) => other !== kind) : [...exclude, kind])
          }
        />
      ))}
    </fieldset>
  );
}

type NothingProps<Kind extends string> = { preview: BulkPreview<Kind>; words: BulkWords<Kind> };

function Nothing<Kind extends string>({ preview, words }: NothingProps<Kind>) {
  return preview.isTooMany ? (
    <Callout tone="wait">
      The filter finds more than {formatCount(preview.total)} {words.what}s. Narrow it: by provider, by state
      or by a shorter window.
    </Callout>
  ) : (
    <Callout tone="none">{words.nothing}</Callout>
  );
}

function useCreate<Kind extends string>(create: BulkActions<Kind, never>["create"], done: string) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isCreating, start] = useTransition();
  const submit = (decision: BulkDecision<Kind>) =>
    start(async () => {
      const result = await create(decision).catch(() => null);
      if (result?.ok) {
        toast.success(done);
        router.push(result.href);
        return;
      }
      setRefusal(result?.message ?? "Gatehouse could not be reached. Look at Jobs before you try again.");
    });
  return { refusal, isCreating, submit };
}
