"use client";
import Link from "next/link";
import { useId } from "react";
import { BulkResendDialog } from "@/components/jobs/bulk-resend";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ChevronRightIcon } from "@/components/ui/icons";
import { RoleGate } from "@/components/ui/role-gate";
import { Dot } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format/text";
import { AttentionItems } from "./attention-items";
import { CAUSE_TONES, type AttentionGroupView, type AttentionShared } from "./attention-view";
import { ItemAction } from "./item-action";
import { MarkMenu } from "./mark-menu";

type AttentionGroupProps = AttentionShared & {
  group: AttentionGroupView;
  isOpen: boolean;
  onToggle: () => void;
};

/** One cause: how many, what it means, since when and where, and what mends most of it. Opens to its items. */
export function AttentionGroup(props: AttentionGroupProps) {
  const { group, isOpen, onToggle, ...shared } = props;
  const panelId = useId();
  return (
    <section aria-label={group.title}>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 px-3.5 py-3 @2xl:grid-cols-[auto_minmax(0,1fr)_auto] @2xl:items-start">
        <Dot tone={CAUSE_TONES[group.cause]} className="mt-1 self-start" />
        <GroupTitle group={group} isOpen={isOpen} panelId={panelId} onToggle={onToggle} />
        <div className="col-start-2 flex flex-wrap items-center gap-2 @2xl:col-start-3 @2xl:justify-end">
          <RoleGate missingRole={shared.missingRole}>
            <MarkMenu
              {...shared}
              what={`${group.count} of ${group.title}`}
              target={{ cause: group.cause }}
              owner={commonOwner(group)}
            />
            {!shared.isHidden && <GroupAction {...shared} group={group} />}
          </RoleGate>
        </div>
      </div>
      <div id={panelId} hidden={!isOpen}>
        {isOpen && <AttentionItems {...shared} group={group} />}
      </div>
    </section>
  );
}

type GroupTitleProps = { group: AttentionGroupView; isOpen: boolean; panelId: string; onToggle: () => void };

function GroupTitle({ group, isOpen, panelId, onToggle }: GroupTitleProps) {
  return (
    <div className="min-w-0">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={panelId}
          onClick={onToggle}
          className="flex max-w-full items-start gap-2 rounded-sm text-left hover:text-accent"
        >
          <span className="min-w-0">
            <b className="mr-1.5 font-semibold">{group.count}</b> {group.title}
          </span>
          <ChevronRightIcon
            size={14}
            className={cn("mt-[3px] shrink-0 text-muted transition-transform", isOpen && "rotate-90")}
          />
        </button>
      </h2>
      <p className="mt-0.5 text-sm text-pretty text-muted">{group.sentence}</p>
      <p className="mt-0.5 text-sm text-muted">
        First <Time at={group.firstAt} as="moment" /> · last <Time at={group.lastAt} as="moment" />
        {group.providers.length > 0 && ` · ${providersText(group.providers)}`}
      </p>
    </div>
  );
}

type GroupActionProps = Pick<AttentionGroupProps, "group" | "actions">;

function GroupAction({ group, actions }: GroupActionProps) {
  if (group.actionHref !== null) {
    return (
      <Button asChild size="sm">
        <Link href={group.actionHref}>{group.action.label}</Link>
      </Button>
    );
  }
  const [only] = group.items;
  if (group.action.kind === "close_breaker")
    return only && <ItemAction item={only} actions={actions} isAlone />;
  return (
    <BulkResendDialog filter={group.action.filter ?? {}} words={group.title} actions={actions.resend}>
      <Button size="sm">Resend {group.count}…</Button>
    </BulkResendDialog>
  );
}

const NAMED = 2;

function providersText(providers: AttentionGroupView["providers"]): string {
  return providers.length > NAMED
    ? plural(providers.length, "provider")
    : providers.map(({ name }) => name).join(", ");
}

/** The owner all shown items have in common; null when there is none. */
function commonOwner(group: AttentionGroupView): string | null {
  const [first] = group.items;
  const owner = first?.owner ?? null;
  return group.items.every((item) => item.owner === owner) ? owner : null;
}
