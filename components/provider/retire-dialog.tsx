"use client";
import { useState } from "react";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { Field, Input } from "@/components/ui/field";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { ProviderItem } from "./provider-item";

export type RetireProvider = (reason: string) => Promise<Confirmed>;

type RetireDialogProps = {
  provider: Pick<ProviderItem, "name" | "slug">;
  retire: RetireProvider;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** Ends a provider for good, for somebody who typed its slug. */
export function RetireDialog({ provider, retire, isOpen, onOpenChange }: RetireDialogProps) {
  const [typed, setTyped] = useState("");
  const { name, slug } = provider;
  return (
    <ReasonDialog
      isOpen={isOpen}
      onOpenChange={(next) => {
        setTyped("");
        onOpenChange(next);
      }}
      title={`Retire ${name}`}
      description="New checks are refused from now on. Checks that run go on and are delivered; all of them, the versions and the slug stay. A retired provider cannot be brought back."
      fields={
        <Field
          label={
            <>
              Type <code className="text-ink">{slug}</code> to confirm
            </>
          }
        >
          <Input
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      }
      confirm="Retire provider"
      done={`${name} retired`}
      isDangerous
      act={(reason) =>
        typed.trim() === slug
          ? retire(reason)
          : Promise.resolve({ ok: false, message: `Type ${slug} to confirm that it is this one.` })
      }
    />
  );
}
