"use client";
import { useState, type ComponentProps, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { RuleDialog } from "./rule-dialog";

type InboundActionsProps = {
  canAttach: boolean;
  canIgnore: boolean;
  canReplay: boolean;
  attach: (checkId: string, reason: string) => Promise<Confirmed>;
  ignore: (reason: string) => Promise<Confirmed>;
  replay: (version: ReplayVersion, reason: string) => Promise<Confirmed>;
  /** What a standing rule is made from; null where none can be. */
  rule: Omit<ComponentProps<typeof RuleDialog>, "children"> | null;
};

export type ReplayVersion = "original" | "current";

/** What can be done with an event as it stands. */
export function InboundActions(props: InboundActionsProps) {
  const { canAttach, canIgnore, canReplay, attach, ignore, replay, rule } = props;
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
      {rule !== null && (
        <RuleDialog {...rule}>
          <Button>Ignore such events…</Button>
        </RuleDialog>
      )}
      {canReplay && (
        <ReplayDialog replay={replay}>
          <Button>Replay…</Button>
        </ReplayDialog>
      )}
      {canAttach && (
        <AttachDialog attach={attach}>
          <Button variant="primary">Attach to a check…</Button>
        </AttachDialog>
      )}
    </>
  );
}

function ReplayDialog({ children, replay }: Pick<InboundActionsProps, "replay"> & { children: ReactNode }) {
  const [version, setVersion] = useState<ReplayVersion>("original");
  return (
    <ReasonDialog
      title="Replay this event"
      description="The stored event is read once more, and what it says is stored as if it came now. The provider is not called."
      fields={
        <Field label="Read with">
          <Select
            value={version}
            onChange={(event) => setVersion(event.target.value === "current" ? "current" : "original")}
          >
            <option value="original">the version its check is pinned to</option>
            <option value="current">the version that is published now</option>
          </Select>
        </Field>
      }
      confirm="Replay event"
      done="The event was read again"
      act={(reason) => replay(version, reason)}
    >
      {children}
    </ReasonDialog>
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
