"use client";
import { useState, useTransition, type ReactNode } from "react";
import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { MAXSIGHT_ENVIRONMENTS, type MaxsightEnvironment } from "@/lib/protocol/environment";
import type { KeyItem } from "./key-item";
import { OnceSecret } from "./once-secret";

/** The new key with its secret, or why there is none. */
export type MadeKey =
  | { ok: true; keyId: string; secret: string; environment: string }
  | { ok: false; message: string };
export type AddKey = (input: {
  environment: MaxsightEnvironment;
  apiBaseUrl: string;
  secret: string;
}) => Promise<MadeKey>;
export type RotateKey = (input: { id: string; overlapHours: number }) => Promise<MadeKey>;

const UNREACHABLE: MadeKey = {
  ok: false,
  message: "Gatehouse could not be reached. Nothing was changed; try again.",
};

type SecretDialogProps = {
  trigger: ReactNode;
  title: string;
  description: string;
  confirm: string;
  make: () => Promise<MadeKey>;
  children: ReactNode;
};

/** A form that ends in a secret shown once. It does not close by itself: the secret would be lost. */
function SecretDialog({ trigger, title, description, confirm, make, children }: SecretDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const [isMaking, start] = useTransition();
  const submit = () => start(async () => setMade(await make().catch(() => UNREACHABLE)));
  const open = (next: boolean) => {
    setMade(null);
    setIsOpen(next);
  };
  const buttons = made?.ok ? (
    <DialogClose asChild>
      <Button variant="primary">I have copied it</Button>
    </DialogClose>
  ) : (
    <>
      <DialogClose asChild>
        <Button>Not now</Button>
      </DialogClose>
      <Button variant="primary" onClick={submit} isPending={isMaking}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog open={isOpen} onOpenChange={open}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent title={title} description={made?.ok ? undefined : description} footer={buttons}>
        {made?.ok ? (
          <OnceSecret keyId={made.keyId} secret={made.secret} environment={made.environment} />
        ) : (
          <div className="grid gap-3">
            {made && (
              <Callout tone="bad" isAlert>
                {made.message}
              </Callout>
            )}
            {children}
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

export function AddKeyDialog({ add }: { add: AddKey }) {
  const [environment, setEnvironment] = useState<MaxsightEnvironment>("eu");
  const [apiBaseUrl, setApiBaseUrl] = useState("");
  const [secret, setSecret] = useState("");
  return (
    <SecretDialog
      trigger={<Button size="sm">Add a key…</Button>}
      title="Add a signing key"
      description="It is shared with one Maxsight environment: calls from there are signed with it, and ours to there too."
      confirm="Add key"
      make={() => add({ environment, apiBaseUrl, secret })}
    >
      <Field label="Environment">
        <Select
          value={environment}
          onChange={(event) =>
            setEnvironment(MAXSIGHT_ENVIRONMENTS.find((known) => known === event.target.value) ?? "eu")
          }
        >
          {MAXSIGHT_ENVIRONMENTS.map((known) => (
            <option key={known} value={known}>
              {ENVIRONMENT_NAMES[known]}
            </option>
          ))}
        </Select>
      </Field>
      {environment === "custom" && (
        <Field label="Base URL of Maxsight" hint="Scheme and host; /integrations/v1/… is added.">
          <Input
            type="url"
            spellCheck={false}
            className="font-mono"
            value={apiBaseUrl}
            onChange={(event) => setApiBaseUrl(event.target.value)}
          />
        </Field>
      )}
      <Field
        label="Secret"
        note="optional"
        hint="Leave it empty: 32 random bytes are generated and shown once."
      >
        <Input
          autoComplete="off"
          spellCheck={false}
          placeholder="generated"
          className="font-mono"
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      </Field>
    </SecretDialog>
  );
}

const OVERLAPS = [
  { hours: 0, label: "none: the old key stops at once" },
  { hours: 1, label: "1 hour" },
  { hours: 24, label: "24 hours" },
  { hours: 72, label: "3 days" },
  { hours: 168, label: "7 days" },
];

export function RotateKeyDialog({ item, rotate }: { item: KeyItem; rotate: RotateKey }) {
  const [overlapHours, setOverlapHours] = useState(24);
  return (
    <SecretDialog
      trigger={
        <Button size="sm" aria-label={`Rotate key ${item.keyId}`}>
          Rotate…
        </Button>
      }
      title={`Rotate key ${item.keyId}`}
      description="A new secret takes its place. Until the overlap is over, calls signed with the old one are taken too."
      confirm="Rotate key"
      make={() => rotate({ id: item.id, overlapHours })}
    >
      <Field label="Overlap" hint="The time to change the secret in Maxsight.">
        <Select value={overlapHours} onChange={(event) => setOverlapHours(Number(event.target.value))}>
          {OVERLAPS.map(({ hours, label }) => (
            <option key={hours} value={hours}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
    </SecretDialog>
  );
}
