"use client";
import { useTransition } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { Choice } from "./choice";
import type { SimulatorProvider, SimulatorValues } from "./simulator-values";

export type SampleInput = (slug: string) => Promise<string | null>;

type CheckSectionProps = { providers: readonly SimulatorProvider[]; sampleInput: SampleInput };

/** What is asked: a demo result or a live check, about whom, how often. */
export function CheckSection({ providers, sampleInput }: CheckSectionProps) {
  const { register } = useFormContext<SimulatorValues>();
  const mode = useWatch<SimulatorValues, "mode">({ name: "mode" });
  return (
    <Card>
      <CardHeader title="Check" note="what Maxsight asks" />
      <div className="grid gap-3.5 p-3.5">
        <div role="radiogroup" aria-label="Kind of check" className="grid gap-2 sm:grid-cols-2">
          <Choice
            title="Demo"
            text="The answer is made up as the demo result says; no provider is called."
            isOn={mode === "demo"}
            value="demo"
            {...register("mode")}
          />
          <Choice
            title="Live"
            text="The provider is really called, and may bill it."
            isOn={mode === "live"}
            value="live"
            {...register("mode")}
          />
        </div>
        {mode === "demo" ? <DemoField providers={providers} /> : <LiveFields />}
        <InputFields sampleInput={sampleInput} />
        <PaceFields />
      </div>
    </Card>
  );
}

function DemoField({ providers }: { providers: readonly SimulatorProvider[] }) {
  const { register } = useFormContext<SimulatorValues>();
  const [kind, slug] = useWatch<SimulatorValues, ["targetKind", "slug"]>({ name: ["targetKind", "slug"] });
  const offered = kind === "provider" ? providers.find((provider) => provider.slug === slug) : undefined;
  if (offered === undefined) {
    return (
      <Field label="Demo result" hint="A value of the protocol, such as ANY or ERROR_INVALID_CREDENTIALS.">
        <Input spellCheck={false} className="font-mono" {...register("demoResult")} />
      </Field>
    );
  }
  return (
    <Field label="Demo result" hint="Those that its check type and features offer.">
      <Select className="font-mono" {...register("demoResult")}>
        {offered.demoValues.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
        <option value="NO_SUCH_DEMO_RESULT">NO_SUCH_DEMO_RESULT (to be refused)</option>
      </Select>
    </Field>
  );
}

function LiveFields() {
  const { register, formState } = useFormContext<SimulatorValues>();
  return (
    <>
      <Callout tone="wait">
        A live check calls the provider behind the integration: it may cost money and leave a footprint.
      </Callout>
      <Field
        label="Provider credentials"
        note="JSON, optional"
        hint="Sent as provider_credentials. Used for this run and not kept."
        error={formState.errors.credentials?.message}
      >
        <Textarea
          rows={3}
          spellCheck={false}
          autoComplete="off"
          placeholder='{ "api_key": "…" }'
          className="font-mono text-xs"
          {...register("credentials", { validate: (text) => objectProblem(text, true) })}
        />
      </Field>
    </>
  );
}

function InputFields({ sampleInput }: { sampleInput: SampleInput }) {
  const { register, setValue, formState } = useFormContext<SimulatorValues>();
  const [kind, targetKind, slug] = useWatch<SimulatorValues, ["inputKind", "targetKind", "slug"]>({
    name: ["inputKind", "targetKind", "slug"],
  });
  const [isFilling, fill] = useTransition();
  const fillIn = () =>
    fill(async () => {
      const text = await sampleInput(slug).catch(() => null);
      if (text !== null) setValue("input", text, { shouldValidate: true });
    });
  return (
    <>
      <Field label="Input" hint="What Maxsight says about the person or company.">
        <Select {...register("inputKind")}>
          <option value="sample">A sample that fits the check type</option>
          <option value="custom">Our own JSON</option>
        </Select>
      </Field>
      {kind === "custom" && (
        <div className="grid gap-1.5">
          <Field label="check_input" note="JSON" error={formState.errors.input?.message}>
            <Textarea
              rows={10}
              spellCheck={false}
              className="font-mono text-xs leading-[18px]"
              {...register("input", {
                validate: (text, values) =>
                  values.inputKind === "sample" ? true : objectProblem(text, false),
              })}
            />
          </Field>
          {targetKind === "provider" && (
            <Button size="sm" className="justify-self-start" onClick={fillIn} isPending={isFilling}>
              Fill in the sample
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function objectProblem(text: string, mayBeEmpty: boolean): true | string {
  if (text.trim() === "") return mayBeEmpty || "Paste the JSON of check_input.";
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? true
      : "It must be a JSON object: { … }.";
  } catch (error) {
    return `It is not JSON yet: ${error instanceof Error ? error.message : "it cannot be read"}`;
  }
}

const PACES = [
  ["1", "as Maxsight waits"],
  ["0.5", "twice as fast"],
  ["0.1", "10 times as fast"],
  ["0.01", "100 times as fast"],
  ["0", "without waiting"],
] as const;

function PaceFields() {
  const { register, formState } = useFormContext<SimulatorValues>();
  const whole = (most: number) => (text: string) =>
    (/^[1-9]\d{0,2}$/.test(text.trim()) && Number(text) <= most) || `A whole number from 1 to ${most}.`;
  return (
    <div className="grid gap-3.5 sm:grid-cols-3">
      <Field label="Checks" hint="At most 50; four at once." error={formState.errors.checks?.message}>
        <Input inputMode="numeric" {...register("checks", { validate: whole(50) })} />
      </Field>
      <Field label="Pace" hint="Of polls and other waits.">
        <Select {...register("timeScale")}>
          {PACES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="Callback within, seconds"
        hint="Then the check times out."
        error={formState.errors.deadline?.message}
      >
        <Input inputMode="numeric" {...register("deadline", { validate: whole(900) })} />
      </Field>
    </div>
  );
}
