"use client";
import { useFormContext, useWatch } from "react-hook-form";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import { MAXSIGHT_ENVIRONMENTS } from "@/lib/protocol/environment";
import { connectorOf, type ProviderFormValues } from "./form-values";
import { SAMPLE_CONNECTORS } from "./sample-connectors";

const KINDS = [
  {
    value: "demo",
    title: "Demo data",
    text: "Every check is answered by Gatehouse itself. Good for trying it out.",
  },
  {
    value: "http",
    title: "HTTP API",
    text: "Calls the provider's own API and maps its answers, as a document says.",
  },
] as const;

/** How the provider behind it is called. */
export function ConnectorSection() {
  const { register, setValue, getValues, formState } = useFormContext<ProviderFormValues>();
  const kind = useWatch<ProviderFormValues, "connectorKind">({ name: "connectorKind" });
  const choice = register("connectorKind");
  return (
    <Card>
      <CardHeader title="Connector" note="how the provider is called" />
      <div className="grid gap-3.5 p-3.5">
        <div role="radiogroup" aria-label="Kind of connector" className="grid gap-2 sm:grid-cols-2">
          {KINDS.map(({ value, title, text }) => (
            <label
              key={value}
              className={cn(
                "grid cursor-pointer grid-cols-[auto_1fr] gap-x-2.5 rounded-md border p-3 text-sm transition-colors has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent",
                kind === value ? "border-accent bg-accent-weak" : "border-line-strong hover:border-faint",
              )}
            >
              <input
                type="radio"
                value={value}
                className="mt-1 self-start accent-accent outline-none"
                {...choice}
                onChange={(event) => {
                  void choice.onChange(event);
                  if (value === "http" && getValues("connector") === "") {
                    setValue("connector", SAMPLE_CONNECTORS[getValues("template")]);
                  }
                }}
              />
              <span>
                <span className="font-medium">{title}</span>
                <span className="block text-muted">{text}</span>
              </span>
            </label>
          ))}
        </div>
        {kind === "http" && (
          <Field
            label="Definition"
            note="YAML or JSON"
            hint="Expressions are JSONata over status, headers, body, input, config, credentials and reference."
            error={formState.errors.connector?.message}
          >
            <Textarea
              rows={18}
              spellCheck={false}
              className="font-mono text-xs leading-[18px] whitespace-pre"
              {...register("connector", { validate: validateConnector })}
            />
          </Field>
        )}
      </div>
    </Card>
  );
}

function validateConnector(text: string, values: ProviderFormValues): true | string {
  const read = connectorOf({ connectorKind: values.connectorKind, connector: text });
  return "problem" in read ? read.problem : true;
}

/** The secret shared with one Maxsight environment. */
export function KeySection() {
  const { register, formState } = useFormContext<ProviderFormValues>();
  const environment = useWatch<ProviderFormValues, "environment">({ name: "environment" });
  const { errors } = formState;
  return (
    <Card>
      <CardHeader title="Signing key" note="shared with one Maxsight environment" />
      <div className="grid gap-3.5 p-3.5 sm:grid-cols-2">
        <Field label="Environment" hint="More keys can be added later.">
          <Select {...register("environment")}>
            {MAXSIGHT_ENVIRONMENTS.map((known) => (
              <option key={known} value={known}>
                {ENVIRONMENT_NAMES[known]}
              </option>
            ))}
          </Select>
        </Field>
        {environment === "custom" && (
          <Field
            label="Base URL of Maxsight"
            hint="Scheme and host; /integrations/v1/… is added."
            error={errors.apiBaseUrl?.message}
          >
            <Input
              type="url"
              placeholder="http://127.0.0.1:4455"
              spellCheck={false}
              className="font-mono"
              {...register("apiBaseUrl", {
                validate: (url, values) =>
                  values.environment !== "custom" ||
                  /^https?:\/\/[^/\s]+/.test(url) ||
                  "Type it with http:// or https://.",
              })}
            />
          </Field>
        )}
        <Field
          label="Secret"
          note="optional"
          hint="Leave it empty: 32 random bytes are generated and shown once."
          error={errors.secret?.message}
        >
          <Input
            autoComplete="off"
            spellCheck={false}
            placeholder="generated"
            className="font-mono"
            {...register("secret")}
          />
        </Field>
      </div>
    </Card>
  );
}
