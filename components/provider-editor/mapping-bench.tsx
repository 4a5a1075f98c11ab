"use client";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Select } from "@/components/ui/field";
import { useTimeSettings } from "@/components/ui/time-context";
import { formatMoment } from "@/lib/format/clock";
import { formatDuration } from "@/lib/format/duration";
import type { Bench, BenchSample, TriedItem } from "./bench-types";
import { FIRST_PASTED, PastedFields, readPasted, type PastedValues } from "./pasted-fields";
import { TriedOutcome } from "./tried-outcome";

type MappingBenchProps = {
  bench: Bench;
  /** The text as it stands; null while it cannot be read. */
  document: Record<string, unknown> | null;
};

const PASTED = "pasted";

/** What the mapping as it is written makes of an answer: one the provider gave, or one that is typed here. */
export function MappingBench({ bench, document }: MappingBenchProps) {
  const { renderedAtMs, zone } = useTimeSettings();
  const [chosen, setChosen] = useState(bench.samples[0]?.exchangeId ?? PASTED);
  const [pasted, setPasted] = useState<PastedValues>(FIRST_PASTED);
  const { tried, refusal, isTrying, submit } = useTrial(bench);
  const act = () => {
    const sample = chosen === PASTED ? readPasted(pasted) : storedSample(chosen);
    submit(document, sample);
  };
  if (!hasMapping(document))
    return (
      <p className="text-sm text-muted">
        Only a connector of kind <code className="text-xs">http</code> has mappings to try.
      </p>
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Field
        label="Answer of the provider"
        hint={
          bench.samples.length === 0
            ? "None is stored yet; paste one."
            : "The latest that are stored; what they hold about people is masked."
        }
      >
        <Select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {bench.samples.map((sample) => (
            <option key={sample.exchangeId} value={sample.exchangeId}>
              {formatMoment(Date.parse(sample.at), renderedAtMs, zone)} · {sample.operation} · {sample.status}{" "}
              · {formatDuration(sample.durationMs)}
            </option>
          ))}
          <option value={PASTED}>Paste an answer</option>
        </Select>
      </Field>
      {chosen === PASTED && <PastedFields values={pasted} onChange={setPasted} />}
      <div>
        <Button onClick={act} isPending={isTrying}>
          Try the mapping
        </Button>
      </div>
      {refusal !== null && (
        <Callout tone="bad" isAlert>
          {refusal}
        </Callout>
      )}
      {tried !== null && <TriedOutcome tried={tried} />}
    </div>
  );
}

const storedSample = (exchangeId: string): BenchSample => ({ kind: "stored", exchange_id: exchangeId });

function hasMapping(document: Record<string, unknown> | null): boolean {
  const connector = document?.["connector"];
  return (
    typeof connector === "object" && connector !== null && "kind" in connector && connector.kind === "http"
  );
}

function useTrial({ tryMapping }: Bench) {
  const [tried, setTried] = useState<TriedItem | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isTrying, start] = useTransition();
  const submit = (document: Record<string, unknown> | null, sample: BenchSample | { problem: string }) => {
    if (document === null || "problem" in sample) {
      setRefusal(
        "problem" in sample ? sample.problem : "The definition cannot be read; mend its syntax first.",
      );
      return;
    }
    start(async () => {
      const result = await tryMapping({ document, sample }).catch(() => null);
      setTried(result?.ok ? result.data : null);
      if (result?.ok) return setRefusal(null);
      const [issue] = result?.issues ?? [];
      const place = issue === undefined ? "" : ` ${issue.path}: ${issue.message}`;
      setRefusal(`${result?.message ?? "Gatehouse could not be reached; try again."}${place}`);
    });
  };
  return { tried, refusal, isTrying, submit };
}
