"use client";
import { useState, type ReactNode } from "react";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { RuleField } from "@/lib/services/inbound";
import { fieldName } from "./field-name";

export type MakeRule = (rule: { field: string; equals: string }, reason: string) => Promise<Confirmed>;

type RuleDialogProps = {
  children: ReactNode;
  providerName: string;
  /** What the events may have in common; never empty. */
  fields: readonly RuleField[];
  make: MakeRule;
};

/** A field called so usually says what kind of event it is. */
const isKind = ({ field }: RuleField) => /(type|kind|event|topic)$/i.test(field);

/** Makes a standing rule from an event: which field, what it says there, and why. */
export function RuleDialog({ children, providerName, fields, make }: RuleDialogProps) {
  const first = fields.find(isKind) ?? fields[0];
  const [field, setField] = useState(first?.field ?? "");
  const [equals, setEquals] = useState(first?.value ?? "");
  const chosen = fields.find((known) => known.field === field);
  const choose = (next: string) => {
    setField(next);
    setEquals(fields.find((known) => known.field === next)?.value ?? "");
  };
  return (
    <ReasonDialog
      title="Ignore such events"
      description={`From now on webhooks of ${providerName} that find no check and say the same here are put away as they come, and so are those that wait. They stay stored; one that turns out to be a check's is read all the same.`}
      fields={
        <>
          <Field label="Where">
            <Select value={field} onChange={(event) => choose(event.target.value)}>
              {fields.map((known) => (
                <option key={known.field} value={known.field}>
                  {fieldName(known.field)}
                  {known.value === null ? " (masked)" : ` = ${known.value}`}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            label="Says"
            {...(chosen?.value === null
              ? {
                  hint: "Its value is masked: type what it says. The rule shows it to whoever may see events.",
                }
              : {})}
          >
            <Input
              value={equals}
              maxLength={200}
              spellCheck={false}
              autoComplete="off"
              className="font-mono text-xs"
              readOnly={chosen?.value !== null}
              onChange={(event) => setEquals(event.target.value)}
            />
          </Field>
        </>
      }
      confirm="Make the rule"
      done="The rule stands; such events are put away"
      isReasonNeeded
      isBlocked={equals === ""}
      act={(reason) => make({ field, equals }, reason)}
    >
      {children}
    </ReasonDialog>
  );
}
