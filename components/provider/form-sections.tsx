"use client";
import { useFormContext, useWatch } from "react-hook-form";
import { TEMPLATE_NAMES, TYPE_NAMES } from "@/components/check/check-words";
import { Card, CardHeader } from "@/components/ui/card";
import { Button } from "@/components/ui/button";
import { CheckboxField } from "@/components/ui/checkbox";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { OFFERED_CHECK_TEMPLATES, type CheckTemplate } from "@/lib/protocol/check-template";
import { CHECK_TYPES } from "@/lib/protocol/check-type";
import { COUNTRIES } from "@/lib/protocol/countries";
import { featuresFor } from "@/lib/protocol/supported-feature";
import { CredentialRows } from "./credential-rows";
import { slugOf, type ProviderFormValues } from "./form-values";

/** Who the provider is: name and address. */
export function IdentitySection({ pathBase }: { pathBase: string }) {
  const { register, setValue, formState } = useFormContext<ProviderFormValues>();
  const { errors, dirtyFields } = formState;
  const name = register("name", {
    required: "Give it the name that Maxsight will show.",
    minLength: { value: 6, message: "Maxsight wants at least 6 characters." },
    maxLength: { value: 49, message: "Maxsight takes at most 49 characters." },
  });
  return (
    <Card>
      <CardHeader title="Identity" note="who the provider is" />
      <div className="grid gap-3.5 p-3.5 sm:grid-cols-2">
        <Field
          label="Name"
          hint="Shown in Maxsight and here; 6 to 49 characters."
          error={errors.name?.message}
        >
          <Input
            placeholder="Acme Identity"
            autoComplete="off"
            {...name}
            onChange={(event) => {
              void name.onChange(event);
              if (!dirtyFields.slug)
                setValue("slug", slugOf(event.target.value), { shouldValidate: formState.isSubmitted });
            }}
          />
        </Field>
        <Field
          label="Slug"
          hint={`Its address: ${pathBase}/p/…/. Never changes.`}
          error={errors.slug?.message}
        >
          <Input
            placeholder="acme-identity"
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            {...register("slug", {
              required: "Give it an address.",
              pattern: {
                value: /^[a-z0-9](-?[a-z0-9])+$/,
                message: "Lower-case letters and digits, with single hyphens between them.",
              },
              minLength: { value: 3, message: "At least 3 characters." },
              maxLength: { value: 63, message: "At most 63 characters." },
            })}
          />
        </Field>
      </div>
    </Card>
  );
}

/** What Maxsight is told at /config. */
export function ContractSection() {
  const { register, formState } = useFormContext<ProviderFormValues>();
  const [checkType, template] = useWatch<ProviderFormValues, ["checkType", "template"]>({
    name: ["checkType", "template"],
  });
  const features = featuresFor(checkType).filter((feature) => feature !== "CUSTOM_DATA_OUTPUT");
  return (
    <Card>
      <CardHeader title="For Maxsight" note="what it reads at /config" />
      <div className="grid gap-3.5 p-3.5 sm:grid-cols-2">
        <Field label="Check type">
          <Select {...register("checkType")}>
            {CHECK_TYPES.map((type) => (
              <option key={type} value={type}>
                {TYPE_NAMES[type]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Template" hint={TEMPLATE_HINTS[template]}>
          <Select {...register("template")}>
            {OFFERED_CHECK_TEMPLATES.map((offered) => (
              <option key={offered} value={offered}>
                {TEMPLATE_NAMES[offered]}
              </option>
            ))}
          </Select>
        </Field>
        <TimingFields template={template} />
        <Field
          label="Countries"
          hint="Three-letter codes, with commas between them."
          error={formState.errors.countries?.message}
          className="sm:col-span-2"
        >
          <CountriesInput />
        </Field>
        {features.length > 0 && (
          <fieldset className="sm:col-span-2">
            <legend className="mb-1 text-xs font-medium text-muted">Features</legend>
            <div className="flex flex-wrap gap-x-5 gap-y-1.5">
              {features.map((feature) => (
                <CheckboxField
                  key={feature}
                  value={feature}
                  label={<span className="font-mono text-xs">{feature}</span>}
                  {...register("features")}
                />
              ))}
            </div>
          </fieldset>
        )}
        <CredentialRows />
        <Field
          label="Parameters"
          note="JSON, optional"
          hint={
            <>
              Fields that an operator of Maxsight may set for each check; <code>[]</code> for none.
            </>
          }
          className="sm:col-span-2"
        >
          <Textarea rows={3} spellCheck={false} className="font-mono text-xs" {...register("configFields")} />
        </Field>
      </div>
    </Card>
  );
}

const TEMPLATE_HINTS: Record<CheckTemplate, string> = {
  ONE_TIME_SYNCHRONOUS: "The result travels in the answer to the start.",
  ONE_TIME_POLLING: "Maxsight asks again until the result is there.",
  ONE_TIME_CALLBACK: "Gatehouse notifies Maxsight, which then fetches the result.",
  MONITORED_CALLBACK: "Lives on: every change is notified and fetched.",
  MONITORED_POLLING: "An older form of monitoring.",
};

function TimingFields({ template }: { template: CheckTemplate }) {
  if (template === "ONE_TIME_POLLING") {
    return (
      <>
        <NumberField name="initialInterval" label="First poll after, seconds" />
        <NumberField name="pollingInterval" label="Then every, seconds" />
        <NumberField name="maxPolls" label="Polls at most" />
      </>
    );
  }
  return (
    <>
      <NumberField name="requestTimeout" label="Answer within, seconds" />
      {template !== "ONE_TIME_SYNCHRONOUS" && (
        <NumberField name="callbackTimeout" label="Callback within, seconds" />
      )}
    </>
  );
}

type NumberName = "requestTimeout" | "callbackTimeout" | "initialInterval" | "pollingInterval" | "maxPolls";

function NumberField({ name, label }: { name: NumberName; label: string }) {
  const { register, formState } = useFormContext<ProviderFormValues>();
  return (
    <Field label={label} error={formState.errors[name]?.message}>
      <Input
        inputMode="numeric"
        {...register(name, { pattern: { value: /^[1-9]\d{0,6}$/, message: "A whole number of 1 or more." } })}
      />
    </Field>
  );
}

const EUROPE =
  "AUT BEL BGR CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IRL ISL ITA LIE LTU LUX LVA MLT NLD NOR POL PRT ROU SVK SVN SWE";

const PRESETS = [
  { label: "Europe", codes: EUROPE.split(" ") },
  { label: "All countries", codes: COUNTRIES },
];

function CountriesInput() {
  const { register, setValue } = useFormContext<ProviderFormValues>();
  return (
    <>
      <Textarea
        rows={2}
        spellCheck={false}
        className="max-h-40 font-mono text-xs"
        {...register("countries", { required: "Name at least one country." })}
      />
      <span className="mt-0.5 flex gap-1.5">
        {PRESETS.map(({ label, codes }) => (
          <Button
            key={label}
            size="sm"
            onClick={() =>
              setValue("countries", codes.join(", "), { shouldDirty: true, shouldValidate: true })
            }
          >
            {label}
          </Button>
        ))}
      </span>
    </>
  );
}
