"use client";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { Field, Input } from "@/components/ui/field";
import { ReasonDialog } from "@/components/ui/reason-dialog";

type InboundActionsProps = {
  canAttach: boolean;
  canIgnore: boolean;
  canReplay: boolean;
  attach: (checkId: string, reason: string) => Promise<Confirmed>;
  ignore: (reason: string) => Promise<Confirmed>;
  replay: (reason: string) => Promise<Confirmed>;
};

/** What can be done with an event as it stands. */
export function InboundActions(props: InboundActionsProps) {
  const { canAttach, canIgnore, canReplay, attach, ignore, replay } = props;
  return (
    <>
      {canIgnore && (
        <ReasonDialog
          title="Ignore this event"
          description="It leaves the tray and changes no check. It stays stored, and can be attached later."
          confirm="Ignore event"
          done="Event ignored"
          isReasonNeeded
          act={ignore}
        >
          <Button>Ignore…</Button>
        </ReasonDialog>
      )}
      {canReplay && (
        <ReasonDialog
          title="Replay this event"
          description="Its check reads the stored event once more, with the version the check is pinned to. The provider is not called."
          confirm="Replay event"
          done="The check reads the event again"
          act={replay}
        >
          <Button>Replay…</Button>
        </ReasonDialog>
      )}
      {canAttach && (
        <AttachDialog attach={attach}>
          <Button variant="primary">Attach to a check…</Button>
        </AttachDialog>
      )}
    </>
  );
}

type AttachDialogProps = Pick<InboundActionsProps, "attach"> & {
  children: ReactNode;
  /** Chosen already, from the suggestions. */
  checkId?: string;
};

/** Gives the event to a check that a person names. */
export function AttachDialog({ children, attach, checkId = "" }: AttachDialogProps) {
  const [id, setId] = useState(checkId);
  return (
    <ReasonDialog
      title="Attach to a check"
      description="The check reads this event next, and takes its provider reference when it has none yet. Later events with that reference find it by themselves."
      fields={
        <Field label="Check id" hint="The id in the address of the check's page.">
          <Input
            value={id}
            spellCheck={false}
            className="font-mono text-xs"
            onChange={(event) => setId(event.target.value)}
          />
        </Field>
      }
      confirm="Attach event"
      done="Attached; the check reads it now"
      act={(reason) => attach(id.trim(), reason)}
    >
      {children}
    </ReasonDialog>
  );
}
