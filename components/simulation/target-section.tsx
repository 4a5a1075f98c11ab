"use client";
import { useFormContext, useWatch } from "react-hook-form";
import { TEMPLATE_NAMES, TYPE_NAMES } from "@/components/check/check-words";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { Field, Input, Select } from "@/components/ui/field";
import { Choice } from "./choice";
import type { SimulatorProvider, SimulatorValues } from "./simulator-values";

type TargetSectionProps = {
  providers: readonly SimulatorProvider[];
  canMakeKeys: boolean;
  /** Whether callbacks of other integrations can arrive on this machine. */
  canListen: boolean;
};

/** Whom Maxsight is played to. */
export function TargetSection({ providers, canMakeKeys, canListen }: TargetSectionProps) {
  const { register } = useFormContext<SimulatorValues>();
  const kind = useWatch<SimulatorValues, "targetKind">({ name: "targetKind" });
  return (
    <Card>
      <CardHeader title="Integration" note="whom Maxsight calls" />
      <div className="grid gap-3.5 p-3.5">
        <div role="radiogroup" aria-label="Integration" className="grid gap-2 sm:grid-cols-2">
          <Choice
            title="One of our providers"
            text={
              canMakeKeys
                ? "With a key made for the run and revoked after it; no real key is touched."
                : "Makes a temporary key, which your role may not."
            }
            isOn={kind === "provider"}
            value="provider"
            disabled={!canMakeKeys}
            {...register("targetKind")}
          />
          <Choice
            title="Any URL"
            text="An integration somewhere else, with the secret it shares."
            isOn={kind === "url"}
            value="url"
            {...register("targetKind")}
          />
        </div>
        {kind === "provider" ? <ProviderField providers={providers} /> : <UrlFields canListen={canListen} />}
      </div>
    </Card>
  );
}

function ProviderField({ providers }: { providers: readonly SimulatorProvider[] }) {
  const { register } = useFormContext<SimulatorValues>();
  const slug = useWatch<SimulatorValues, "slug">({ name: "slug" });
  const chosen = providers.find((provider) => provider.slug === slug);
  return (
    <>
      <Field
        label="Provider"
        hint={chosen && `${TYPE_NAMES[chosen.checkType]}, ${TEMPLATE_NAMES[chosen.template].toLowerCase()}.`}
      >
        <Select {...register("slug")}>
          {providers.map((provider) => (
            <option key={provider.slug} value={provider.slug}>
              {provider.name}
              {provider.status === "live" ? "" : ` (${provider.status})`}
            </option>
          ))}
        </Select>
      </Field>
      {chosen?.isCutOff && (
        <Callout tone="wait">
          Its callbacks cannot reach the simulator here, because this instance may not call its own machine.
          Run the command beside this where the instance can reach it, with{" "}
          <code className="whitespace-nowrap">--public-url</code>.
        </Callout>
      )}
    </>
  );
}

function UrlFields({ canListen }: { canListen: boolean }) {
  const { register, formState } = useFormContext<SimulatorValues>();
  const { errors } = formState;
  return (
    <div className="grid gap-3.5 sm:grid-cols-2">
      <Field label="URL" hint="As it is registered, with its final slash." error={errors.url?.message}>
        <Input
          type="url"
          placeholder="https://integration.example/"
          spellCheck={false}
          className="font-mono"
          {...register("url", {
            validate: (url, values) =>
              values.targetKind === "provider" ||
              /^https?:\/\/[^/\s]+/.test(url.trim()) ||
              "Type it with http:// or https://.",
          })}
        />
      </Field>
      <Field
        label="Secret"
        hint="Base64 of 32 bytes. Used for this run and not kept."
        error={errors.secret?.message}
      >
        <Input
          type="password"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          {...register("secret", {
            validate: (secret, values) =>
              values.targetKind === "provider" ||
              /^[A-Za-z0-9+/]{43}=$/.test(secret.trim()) ||
              "That is not the base64 of 32 bytes: 44 characters with = at the end.",
          })}
        />
      </Field>
      {canListen ? (
        <Field
          label="Port for callbacks"
          note="optional"
          hint="The integration must know Maxsight as http://127.0.0.1 with this port."
          error={errors.port?.message}
        >
          <Input
            inputMode="numeric"
            placeholder="4455"
            {...register("port", {
              validate: (port) =>
                port.trim() === "" ||
                (/^\d{4,5}$/.test(port.trim()) && Number(port) >= 1024 && Number(port) <= 65_535) ||
                "A port from 1024 to 65535.",
            })}
          />
        </Field>
      ) : (
        <p className="self-center text-xs text-pretty text-muted">
          Callbacks of an integration elsewhere cannot reach this instance. For a callback template, run the
          command where the integration can reach it.
        </p>
      )}
    </div>
  );
}
