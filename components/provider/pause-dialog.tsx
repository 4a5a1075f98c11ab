"use client";
import { useState, type ReactNode } from "react";
import { ConfirmDialog, type Confirmed } from "@/components/ui/confirm-dialog";
import { Field, Select } from "@/components/ui/field";

const LENGTHS = [
  { hours: "1", label: "in 1 hour" },
  { hours: "4", label: "in 4 hours" },
  { hours: "24", label: "in 24 hours" },
  { hours: "", label: "when somebody resumes it" },
];

type PauseDialogProps = {
  children: ReactNode;
  name: string;
  /** `null`: until somebody resumes it. */
  pause: (hours: number | null) => Promise<Confirmed>;
};

/** Stops new checks of a provider for a while. */
export function PauseDialog({ children, name, pause }: PauseDialogProps) {
  const [hours, setHours] = useState("1");
  return (
    <ConfirmDialog
      title={`Pause ${name}`}
      description="New checks are answered with a provider connection error. Checks that run already go on and are delivered."
      fields={
        <Field label="It resumes">
          <Select value={hours} onChange={(event) => setHours(event.target.value)}>
            {LENGTHS.map((length) => (
              <option key={length.label} value={length.hours}>
                {length.label}
              </option>
            ))}
          </Select>
        </Field>
      }
      confirm="Pause provider"
      done={`${name} paused`}
      act={() => pause(hours === "" ? null : Number(hours))}
    >
      {children}
    </ConfirmDialog>
  );
}
