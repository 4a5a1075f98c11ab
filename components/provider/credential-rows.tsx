"use client";
import { useFieldArray, useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { CrossIcon, PlusIcon } from "@/components/ui/icons";
import { Input, Select } from "@/components/ui/field";
import type { ProviderFormValues } from "./form-values";

/** What a customer types into Maxsight to be known by the provider; at least one (PROTOCOL 6.5). */
export function CredentialRows() {
  const { register, control, formState } = useFormContext<ProviderFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "credentials" });
  const errors = formState.errors.credentials;
  return (
    <fieldset className="grid min-w-0 gap-1.5 sm:col-span-2">
      <legend className="mb-1 text-xs font-medium text-muted">
        Credentials that a customer types into Maxsight
      </legend>
      {fields.map((field, index) => (
        <div key={field.id} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto_auto] gap-1.5">
          <Input
            aria-label={`Name of credential ${index + 1}`}
            placeholder="api_key"
            spellCheck={false}
            className="font-mono"
            aria-invalid={errors?.[index]?.name ? true : undefined}
            {...register(`credentials.${index}.name`, { required: true })}
          />
          <Input
            aria-label={`Label of credential ${index + 1}`}
            placeholder="API key"
            aria-invalid={errors?.[index]?.label ? true : undefined}
            {...register(`credentials.${index}.label`, { required: true })}
          />
          <Select aria-label={`Kind of credential ${index + 1}`} {...register(`credentials.${index}.type`)}>
            <option value="password">hidden</option>
            <option value="string">shown</option>
          </Select>
          <Button
            variant="ghost"
            isIcon
            aria-label={`Remove credential ${index + 1}`}
            disabled={fields.length === 1}
            onClick={() => remove(index)}
          >
            <CrossIcon size={14} />
          </Button>
        </div>
      ))}
      {errors && <p className="text-xs text-bad">Each credential needs a name and a label.</p>}
      <Button
        size="sm"
        className="justify-self-start"
        onClick={() => append({ name: "", label: "", type: "password" })}
      >
        <PlusIcon size={12} /> Add a credential
      </Button>
    </fieldset>
  );
}
