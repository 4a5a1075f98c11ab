"use client";
import { useState, type ClipboardEvent } from "react";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import type { InputIssue } from "@/lib/errors";
import { type RequestFields, splitRequest } from "./pasted-request";
import { SignaturePanel, type SignaturePanelProps } from "./signature-panel";

export type SignatureValues = RequestFields & { arrivedAt: string };

export type ExplainResult =
  | { ok: true; data: SignaturePanelProps }
  | { ok: false; message: string; issues: readonly InputIssue[] };

type SignatureFormProps = {
  slug: string;
  providers: readonly { slug: string; name: string }[];
  onProvider: (slug: string) => void;
  explain: (slug: string, values: SignatureValues) => Promise<ExplainResult>;
};

const METHODS = ["POST", "GET"];
const FIRST: SignatureValues = { method: "POST", target: "", headers: "", body: "", arrivedAt: "" };

/** A pasted request on one side, what is known of its signature on the other. Nothing of it is stored. */
export function SignatureForm({ slug, providers, onProvider, explain }: SignatureFormProps) {
  const form = useForm<SignatureValues>({ defaultValues: FIRST });
  const [explained, setExplained] = useState<SignaturePanelProps | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function submit(values: SignatureValues) {
    const result = await explain(slug, values).catch(() => null);
    setRefusal(null);
    if (result?.ok === true) {
      setExplained(result.data);
      return;
    }
    const issues = result?.issues ?? [];
    const rest = issues.filter(({ path, message }) => {
      const field = FIELDS[path];
      if (field) form.setError(field, { message }, { shouldFocus: true });
      return !field;
    });
    if (result === null) setRefusal("Gatehouse could not be reached. Try again.");
    else if (rest.length > 0 || issues.length === 0) setRefusal(result.message);
  }

  return (
    <FormProvider {...form}>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <form noValidate className="min-w-0" onSubmit={(event) => void form.handleSubmit(submit)(event)}>
          <Card>
            <CardHeader title="Request" note="as it reached us" />
            <div className="grid gap-3.5 p-3.5">
              <Field label="Provider" hint="Whose keys it is verified with.">
                <Select value={slug} onChange={(event) => onProvider(event.target.value)}>
                  {providers.map((provider) => (
                    <option key={provider.slug} value={provider.slug}>
                      {provider.name}
                    </option>
                  ))}
                </Select>
              </Field>
              <RequestInputs />
              {refusal && (
                <Callout tone="bad" isAlert>
                  {refusal}
                </Callout>
              )}
              <div>
                <Button type="submit" variant="primary" isPending={form.formState.isSubmitting}>
                  {form.formState.isSubmitting ? "Verifying…" : "Explain signature"}
                </Button>
              </div>
            </div>
          </Card>
        </form>
        <Card className="min-w-0 lg:sticky lg:top-16">
          <CardHeader
            title="Signature"
            note={explained ? undefined : "what is wrong with it, or that it is good"}
          />
          <div aria-live="polite">
            {explained ? (
              <div className="p-3.5">
                <SignaturePanel {...explained} />
              </div>
            ) : (
              <EmptyState title="Nothing verified yet" className="py-10">
                Paste a request of Maxsight: the text that was signed, the digest, the clock and the key are
                compared, and a wrong key is told from a wrong clock, an altered body and a rewritten path or
                host.
              </EmptyState>
            )}
          </div>
        </Card>
      </div>
    </FormProvider>
  );
}

const FIELDS: Record<string, keyof SignatureValues> = {
  "/method": "method",
  "/target": "target",
  "/headers": "headers",
  "/body": "body",
  "/arrivedAt": "arrivedAt",
};

function RequestInputs() {
  const { register, setValue, formState } = useFormContext<SignatureValues>();
  const { errors } = formState;
  const takeApart = (event: ClipboardEvent) => {
    const fields = splitRequest(event.clipboardData.getData("text/plain"));
    if (fields === null) return;
    event.preventDefault();
    for (const [name, value] of Object.entries(fields)) {
      setValue(name as keyof RequestFields, value, { shouldValidate: formState.isSubmitted });
    }
  };
  return (
    <div className="grid gap-3.5" onPaste={takeApart}>
      <div className="grid grid-cols-[104px_minmax(0,1fr)] gap-3">
        <Field label="Method">
          <Select {...register("method")}>
            {METHODS.map((method) => (
              <option key={method} value={method}>
                {method}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="Path or URL"
          hint="With its query, as on the request line."
          error={errors.target?.message}
        >
          <Input
            placeholder="/p/acme-identity/checks"
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            {...register("target", { required: "Say which path was called." })}
          />
        </Field>
      </div>
      <Field
        label="Headers"
        hint="One on each line. A whole request pasted into any of these fields is taken apart."
        error={errors.headers?.message}
      >
        <Textarea
          rows={7}
          spellCheck={false}
          placeholder={
            "Host: gateway.example\nDate: Tue, 24 Nov 2026 14:30:55 GMT\nAuthorization: Signature keyId=…"
          }
          className="font-mono text-xs leading-[18px]"
          {...register("headers", { required: "Paste the headers; the signature is among them." })}
        />
      </Field>
      <Field label="Body" note="byte for byte" hint="Empty for a GET.">
        <Textarea
          rows={5}
          spellCheck={false}
          className="font-mono text-xs leading-[18px]"
          {...register("body")}
        />
      </Field>
      <Field
        label="Arrived at"
        note="optional"
        hint="ISO 8601, as the log says. Without it: now."
        error={errors.arrivedAt?.message}
      >
        <Input
          placeholder="2026-11-24T14:30:57Z"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          {...register("arrivedAt", {
            validate: (text) =>
              text.trim() === "" || !Number.isNaN(Date.parse(text)) || "Write it like 2026-11-24T14:30:57Z.",
          })}
        />
      </Field>
    </div>
  );
}
