"use client";
import { useFormContext, useWatch } from "react-hook-form";
import { Card, CardHeader } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/field";
import { chosenFaults, type FaultOption, type SimulatorValues } from "./simulator-values";

const GROUPS = [
  {
    name: "Signature",
    faults: [
      "clock-offset",
      "date-suffix",
      "hmac-sha256",
      "drop-final-quote",
      "host-unsigned",
      "wrong-signature",
      "wrong-digest",
    ],
  },
  { name: "Callbacks", faults: ["callback-500", "callback-silence", "lost-acknowledgement"] },
];
const REST = "Sequence";

/** What Maxsight does wrong on purpose. */
export function FaultSection({ options }: { options: readonly FaultOption[] }) {
  const [faults, faultValues] = useWatch<SimulatorValues, ["faults", "faultValues"]>({
    name: ["faults", "faultValues"],
  });
  const count = chosenFaults({ faults, faultValues }).length;
  return (
    <Card>
      <CardHeader title="Faults" note={count === 0 ? "none: an exact Maxsight" : `${count} chosen`} />
      <div className="gap-x-8 p-3.5 sm:columns-2">
        {grouped(options).map((group) => (
          <fieldset key={group.name} className="min-w-0 break-inside-avoid not-first:pt-4">
            <legend className="mb-1.5 text-xs font-medium text-muted">{group.name}</legend>
            <div className="grid gap-2.5">
              {group.options.map((option) => (
                <FaultRow key={option.name} option={option} isOn={faults[option.name] === true} />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </Card>
  );
}

function grouped(options: readonly FaultOption[]): { name: string; options: FaultOption[] }[] {
  const groupOf = ({ name }: FaultOption) =>
    GROUPS.find((group) => group.faults.includes(name))?.name ?? REST;
  return [...GROUPS.map(({ name }) => name), REST].map((name) => ({
    name,
    options: options.filter((option) => groupOf(option) === name),
  }));
}

function FaultRow({ option, isOn }: { option: FaultOption; isOn: boolean }) {
  const { register } = useFormContext<SimulatorValues>();
  const { name, help, value } = option;
  return (
    <div className="flex items-start justify-between gap-3">
      <CheckboxField
        label={<span className="font-mono text-xs">{name}</span>}
        hint={help}
        {...register(`faults.${name}`)}
      />
      {value !== null && isOn && (
        <Input
          aria-label={`${name}, ${value}`}
          placeholder={value}
          className="w-24 shrink-0"
          {...register(`faultValues.${name}`)}
        />
      )}
    </div>
  );
}
