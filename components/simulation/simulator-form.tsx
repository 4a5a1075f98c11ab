"use client";
import { useState } from "react";
import { useRouter } from "next/navigation";
import { FormProvider, useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { InputIssue } from "@/lib/errors";
import { CheckSection, type SampleInput } from "./check-section";
import { CommandCard } from "./command-card";
import { FaultSection } from "./fault-section";
import type { RunItem } from "./run-item";
import { RunList } from "./run-list";
import {
  commandOf,
  type FaultOption,
  type SimulatorProvider,
  type SimulatorValues,
} from "./simulator-values";
import { TargetSection } from "./target-section";

export type StartResult =
  | { ok: true; data: { id: string } }
  | { ok: false; message: string; issues: readonly InputIssue[] };

type SimulatorFormProps = {
  /** Path of the page: `/acme/simulator`. */
  path: string;
  first: SimulatorValues;
  providers: readonly SimulatorProvider[];
  faults: readonly FaultOption[];
  runs: readonly RunItem[];
  canMakeKeys: boolean;
  canListen: boolean;
  start: (values: SimulatorValues) => Promise<StartResult>;
  sampleInput: SampleInput;
};

const UNREACHABLE = {
  ok: false as const,
  message: "Gatehouse could not be reached. Nothing was started.",
  issues: [],
};

/** What to play, and the button that plays it. */
export function SimulatorForm(props: SimulatorFormProps) {
  const { path, first, providers, faults, runs, canMakeKeys, canListen, start, sampleInput } = props;
  const router = useRouter();
  const form = useForm<SimulatorValues>({ defaultValues: first });
  const [refusal, setRefusal] = useState<Extract<StartResult, { ok: false }> | null>(null);

  async function submit(values: SimulatorValues): Promise<Confirmed> {
    setRefusal(null);
    const result = await start(values).catch(() => UNREACHABLE);
    if (result.ok) {
      router.push(`${path}/${result.data.id}`);
      return { ok: true };
    }
    setRefusal({ ...result, issues: placeIssues(form, result.issues) });
    return { ok: false, message: result.message };
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]"
        onSubmit={(event) => {
          // A live check is asked for twice.
          if (form.getValues("mode") === "live") event.preventDefault();
          else void form.handleSubmit(submit)(event);
        }}
      >
        <div className="grid min-w-0 gap-4">
          <TargetSection providers={providers} canMakeKeys={canMakeKeys} canListen={canListen} />
          <CheckSection providers={providers} sampleInput={sampleInput} />
          <FaultSection options={faults} />
        </div>
        <div className="grid min-w-0 gap-4 lg:sticky lg:top-16">
          {refusal && <Refusal {...refusal} />}
          <Submit form={form} submit={submit} />
          <LiveCommand providers={providers} />
          <RunList runs={runs} path={path} />
        </div>
      </form>
    </FormProvider>
  );
}

type SubmitProps = {
  form: UseFormReturn<SimulatorValues>;
  submit: (values: SimulatorValues) => Promise<Confirmed>;
};

function Submit({ form, submit }: SubmitProps) {
  const mode = useWatch<SimulatorValues, "mode">({ control: form.control, name: "mode" });
  const checks = useWatch<SimulatorValues, "checks">({ control: form.control, name: "checks" });
  const { isSubmitting } = form.formState;
  if (mode === "demo") {
    return (
      <Button type="submit" variant="primary" isPending={isSubmitting}>
        {isSubmitting ? "Starting…" : "Start simulation"}
      </Button>
    );
  }
  const act = async (): Promise<Confirmed> => {
    let result: Confirmed = { ok: false, message: "Something in the form has to be mended first." };
    await form.handleSubmit(async (values) => {
      result = await submit(values);
    })();
    return result;
  };
  const count = Number(checks) === 1 ? "once" : `${checks} times`;
  return (
    <ConfirmDialog
      title="Start a live simulation"
      description={`The provider behind the integration is called ${count} with the input above. It may bill each call and keep a record of it.`}
      confirm="Start live simulation"
      done="The simulation runs"
      act={act}
    >
      <Button variant="primary">Start live simulation…</Button>
    </ConfirmDialog>
  );
}

function LiveCommand({ providers }: { providers: readonly SimulatorProvider[] }) {
  const values = useWatch<SimulatorValues>() as SimulatorValues;
  const url =
    values.targetKind === "provider"
      ? (providers.find(({ slug }) => slug === values.slug)?.url ?? "")
      : values.url.trim();
  return <CommandCard command={commandOf(values, url)} />;
}

function Refusal({ message, issues }: { message: string; issues: readonly InputIssue[] }) {
  return (
    <Callout tone="bad" isAlert>
      {message}
      {issues.map((issue) => (
        <span key={issue.path + issue.message} className="block break-words">
          {issue.message}
        </span>
      ))}
    </Callout>
  );
}

const FIELDS: Record<string, "url" | "secret" | "port" | "input" | "credentials" | "demoResult"> = {
  "/target/url": "url",
  "/target/secret": "secret",
  "/target/port": "port",
  "/checkInput": "input",
  "/credentials": "credentials",
  "/demoResult": "demoResult",
};

/** Puts what belongs to a field beside it and returns the rest. */
function placeIssues(
  form: UseFormReturn<SimulatorValues>,
  issues: readonly InputIssue[],
): readonly InputIssue[] {
  return issues.filter(({ path, message }) => {
    const field = FIELDS[path];
    if (!field) return true;
    form.setError(field, { message: sentenceOf(message) }, { shouldFocus: true });
    return false;
  });
}

/** `is in use` → `It is in use.` What is a sentence already stays one. */
function sentenceOf(message: string): string {
  const text = /^[a-z]/.test(message) ? `It ${message}` : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
