"use client";
import { useState, useTransition, type ReactNode } from "react";
import { toast } from "sonner";
import { Button } from "./button";
import { Callout } from "./callout";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "./dialog";

export type Confirmed = { ok: true } | { ok: false; message: string };

type ConfirmDialogProps = {
  /** What makes it open. */
  children: ReactNode;
  title: string;
  /** What will happen, to how many, and what it costs. */
  description: ReactNode;
  /** The verb. */
  confirm: string;
  /** Said when it is done: "Key revoked". */
  done: string;
  isDangerous?: boolean;
  act: () => Promise<Confirmed>;
};

const UNREACHABLE: Confirmed = {
  ok: false,
  message: "Gatehouse could not be reached. Nothing was changed; try again.",
};

/** One decision: what will happen, and a verb. Stays open and says why when it was refused. */
export function ConfirmDialog({
  children,
  title,
  description,
  confirm,
  done,
  isDangerous = false,
  act,
}: ConfirmDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isActing, start] = useTransition();
  const submit = () =>
    start(async () => {
      const result = await act().catch(() => UNREACHABLE);
      if (!result.ok) {
        setRefusal(result.message);
        return;
      }
      setIsOpen(false);
      toast.success(done);
    });
  const open = (next: boolean) => {
    setRefusal(null);
    setIsOpen(next);
  };
  return (
    <Dialog open={isOpen} onOpenChange={open}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent
        title={title}
        footer={
          <>
            <DialogClose asChild>
              <Button>Not now</Button>
            </DialogClose>
            <Button variant={isDangerous ? "danger" : "primary"} onClick={submit} isPending={isActing}>
              {confirm}
            </Button>
          </>
        }
      >
        <div className="grid gap-3 text-sm text-pretty text-muted">
          {description}
          {refusal && (
            <Callout tone="bad" isAlert>
              {refusal}
            </Callout>
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}
