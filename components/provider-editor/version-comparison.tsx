"use client";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { Field, Select } from "@/components/ui/field";
import type { ContractChanges } from "@/lib/protocol/contract-changes";
import { ContractNotes } from "./contract-notes";
import { DiffView } from "@/components/ui/diff-view";

type VersionComparisonProps = {
  from: { number: number; text: string };
  to: { number: number; text: string };
  contract: ContractChanges;
  /** The published version: every number up to it exists. */
  newest: number;
  path: string;
};

const MOST = 200;

/** Two versions side by side in one column: what Maxsight notices, and each line. */
export function VersionComparison({ from, to, contract, newest, path }: VersionComparisonProps) {
  const { chosen, show } = useChosen({ from: from.number, to: to.number }, path);
  return (
    <Card className="min-w-0">
      <CardHeader title={`Version ${from.number} to version ${to.number}`} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-3.5">
        <div className="grid grid-cols-2 gap-3 sm:max-w-sm">
          <VersionSelect
            label="From"
            value={chosen.from}
            newest={newest}
            onChange={(number) => show({ ...chosen, from: number })}
          />
          <VersionSelect
            label="To"
            value={chosen.to}
            newest={newest}
            onChange={(number) => show({ ...chosen, to: number })}
          />
        </div>
        <ContractNotes contract={contract} />
        <DiffView
          before={from.text}
          after={to.text}
          label={`version ${from.number} and version ${to.number}`}
          className="max-h-[64dvh]"
        />
      </div>
    </Card>
  );
}

type Pair = { from: number; to: number };

/** What was chosen counts at once, also for the second choice that comes before the first has been loaded. */
function useChosen(shown: Pair, path: string) {
  const router = useRouter();
  const [, start] = useTransition();
  const [chosen, choose] = useOptimistic(shown);
  const show = (pair: Pair) =>
    start(() => {
      choose(pair);
      router.replace(`${path}?from=${pair.from}&to=${pair.to}`, { scroll: false });
    });
  return { chosen, show };
}

type VersionSelectProps = {
  label: string;
  value: number;
  newest: number;
  onChange: (number: number) => void;
};

function VersionSelect({ label, value, newest, onChange }: VersionSelectProps) {
  const recent = Array.from({ length: Math.min(newest, MOST) }, (_, index) => newest - index);
  const numbers = recent.includes(value) ? recent : [...recent, value];
  return (
    <Field label={label}>
      <Select value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {numbers.map((number) => (
          <option key={number} value={number}>
            Version {number}
          </option>
        ))}
      </Select>
    </Field>
  );
}
