"use client";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Status } from "@/components/ui/status";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";

/** A value the connector names; nobody can read it back. ISO time of its last change. */
export type SecretItem = { name: string; updatedAt: string | null };

export type PutSecret = (input: { name: string; value: string }) => Promise<Confirmed>;

type SecretsCardProps = { secrets: readonly SecretItem[]; put: PutSecret; canAct: boolean };

/** The secrets that the connector's definition names, and whether each has a value. */
export function SecretsCard({ secrets, put, canAct }: SecretsCardProps) {
  if (secrets.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Provider secrets" note="write-only, encrypted" />
      <Table aria-label="provider secrets">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th>Value</Th>
            <Th>Changed</Th>
            {canAct && (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            )}
          </tr>
        </thead>
        <tbody>
          {secrets.map((secret) => (
            <Tr key={secret.name}>
              <Td className="font-mono text-xs">{secret.name}</Td>
              <Td>
                <Status tone={secret.updatedAt ? "good" : "bad"}>
                  {secret.updatedAt ? "set" : "missing"}
                </Status>
              </Td>
              <Td className="text-muted">
                <Time at={secret.updatedAt} />
              </Td>
              {canAct && (
                <Td className="text-right">
                  <SetSecretDialog name={secret.name} put={put} />
                </Td>
              )}
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function SetSecretDialog({ name, put }: { name: string; put: PutSecret }) {
  const [isOpen, setIsOpen] = useState(false);
  const [value, setValue] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSaving, start] = useTransition();
  const unreachable: Confirmed = {
    ok: false,
    message: "Gatehouse could not be reached. Nothing was stored.",
  };
  const save = () =>
    start(async () => {
      const result = await put({ name, value }).catch(() => unreachable);
      if (!result.ok) {
        setRefusal(result.message);
        return;
      }
      setIsOpen(false);
      setValue("");
      toast.success(`${name} stored`);
    });
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button size="sm" aria-label={`Set ${name}`}>
          Set value…
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Set ${name}`}
        description="The value is encrypted and replaces the one before. It takes effect with the next call."
        footer={
          <>
            <DialogClose asChild>
              <Button>Not now</Button>
            </DialogClose>
            <Button variant="primary" onClick={save} isPending={isSaving} disabled={value === ""}>
              Store value
            </Button>
          </>
        }
      >
        <div className="grid gap-3">
          {refusal && (
            <Callout tone="bad" isAlert>
              {refusal}
            </Callout>
          )}
          <Field label="Value">
            <Input
              type="password"
              autoComplete="off"
              className="font-mono"
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  );
}
