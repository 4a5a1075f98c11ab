"use client";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import type { PastedAnswer } from "./bench-types";

export type PastedValues = { operation: "start" | "poll"; status: string; body: string; input: string };

export const FIRST_PASTED: PastedValues = { operation: "start", status: "200", body: "", input: "" };

type PastedFieldsProps = { values: PastedValues; onChange: (values: PastedValues) => void };

/** An answer as a person types it: to which call, its status, its body, and the check it is about. */
export function PastedFields({ values, onChange }: PastedFieldsProps) {
  const set = (changes: Partial<PastedValues>) => onChange({ ...values, ...changes });
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="Answer to">
        <Select
          value={values.operation}
          onChange={(event) => set({ operation: event.target.value === "poll" ? "poll" : "start" })}
        >
          <option value="start">start</option>
          <option value="poll">poll</option>
        </Select>
      </Field>
      <Field label="Status">
        <Input
          inputMode="numeric"
          value={values.status}
          onChange={(event) => set({ status: event.target.value })}
        />
      </Field>
      <Field label="Body" className="col-span-2">
        <Textarea
          rows={7}
          spellCheck={false}
          className="font-mono text-xs"
          placeholder={'{ "id": "42", "status": "done" }'}
          value={values.body}
          onChange={(event) => set({ body: event.target.value })}
        />
      </Field>
      <Field
        label="Check input"
        note="optional"
        hint="JSON; what the mapping sees as input."
        className="col-span-2"
      >
        <Textarea
          rows={3}
          spellCheck={false}
          className="font-mono text-xs"
          value={values.input}
          onChange={(event) => set({ input: event.target.value })}
        />
      </Field>
    </div>
  );
}

/** The typed answer, or what is wrong with it. */
export function readPasted(values: PastedValues): PastedAnswer | { problem: string } {
  const status = Number(values.status);
  if (!Number.isInteger(status) || status < 100 || status > 599)
    return { problem: "The status must be a number between 100 and 599." };
  const answer = { kind: "pasted" as const, operation: values.operation, status, body: values.body };
  if (values.input.trim() === "") return answer;
  try {
    return { ...answer, input: JSON.parse(values.input) as unknown };
  } catch {
    return { problem: "The check input is no JSON." };
  }
}
