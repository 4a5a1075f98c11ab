"use client";
import { useState } from "react";
import { FormProvider, useForm, type UseFormReturn } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import type { InputIssue } from "@/lib/errors";
import { ConfigPreview } from "./config-preview";
import { ConnectorSection, KeySection } from "./connector-section";
import { ContractSection, IdentitySection } from "./form-sections";
import { FIRST_VALUES, type ProviderFormValues } from "./form-values";
import type { FirstCall } from "./first-call-light";
import { ProviderCreated, type CreatedProvider } from "./provider-created";

export type CreateResult =
  | { ok: true; data: CreatedProvider }
  | { ok: false; message: string; issues: readonly InputIssue[] };

type ProviderFormProps = {
  /** Where this instance is reached: `https://gateway.example`. */
  pathBase: string;
  /** Path of the list: `/acme/providers`. */
  path: string;
  create: (values: ProviderFormValues) => Promise<CreateResult>;
  readFirstCall: (slug: string) => Promise<FirstCall>;
  runValidation: (slug: string) => Promise<Confirmed>;
};

/** Registers a provider with its first signing key; afterwards shows what goes into Maxsight. */
export function ProviderForm({ pathBase, path, create, readFirstCall, runValidation }: ProviderFormProps) {
  const form = useForm<ProviderFormValues>({ defaultValues: FIRST_VALUES });
  const [created, setCreated] = useState<CreatedProvider | null>(null);
  const [refusal, setRefusal] = useState<{ message: string; issues: readonly InputIssue[] } | null>(null);
  const { isSubmitting } = form.formState;

  async function submit(values: ProviderFormValues) {
    setRefusal(null);
    const unreachable = {
      ok: false as const,
      message: "Gatehouse could not be reached. Nothing was created.",
      issues: [],
    };
    const result = await create(values).catch(() => unreachable);
    if (result.ok) {
      setCreated(result.data);
      window.scrollTo({ top: 0 });
      return;
    }
    setRefusal({ message: result.message, issues: placeIssues(form, result.issues) });
  }

  if (created) return <ProviderCreated {...{ created, path, readFirstCall, runValidation }} />;
  return (
    <FormProvider {...form}>
      <form
        noValidate
        className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]"
        onSubmit={(event) => void form.handleSubmit(submit)(event)}
      >
        <div className="grid min-w-0 gap-4">
          <IdentitySection pathBase={pathBase} />
          <ContractSection />
          <ConnectorSection />
          <KeySection />
          {refusal && <Refusal {...refusal} />}
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" isPending={isSubmitting}>
              {isSubmitting ? "Registering…" : "Register provider"}
            </Button>
            <span className="text-sm text-muted">
              It starts as a draft: validate it, then let it go live.
            </span>
          </div>
        </div>
        <ConfigPreview />
      </form>
    </FormProvider>
  );
}

function Refusal({ message, issues }: { message: string; issues: readonly InputIssue[] }) {
  return (
    <Callout tone="bad" isAlert>
      {message}
      {issues.length > 0 && (
        <ul className="mt-1 grid gap-0.5">
          {issues.map((issue) => (
            <li key={issue.path + issue.message} className="break-words">
              <code className="text-xs">{issue.path}</code> {issue.message}
            </li>
          ))}
        </ul>
      )}
    </Callout>
  );
}

const FIELDS: Record<string, keyof ProviderFormValues> = {
  "/name": "name",
  "/slug": "slug",
  "/secret": "secret",
  "/api_base_url": "apiBaseUrl",
};

/** Puts what belongs to a field beside it and returns the rest. */
function placeIssues(
  form: UseFormReturn<ProviderFormValues>,
  issues: readonly InputIssue[],
): readonly InputIssue[] {
  return issues.filter(({ path, message }) => {
    const field = FIELDS[path];
    if (!field) return true;
    form.setError(field, { message: `This ${message}.`.replace(/\.\.$/, ".") }, { shouldFocus: true });
    return false;
  });
}
