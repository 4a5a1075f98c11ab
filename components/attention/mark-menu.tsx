"use client";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuSub,
  MenuSubContent,
  MenuSubTrigger,
  MenuTrigger,
} from "@/components/ui/menu";
import type { AttentionShared, Mark, MarkItems, MarkTarget, People } from "./attention-view";
import { DismissDialog } from "./dismiss-dialog";

const SNOOZES = [
  { hours: 1, label: "1 hour" },
  { hours: 4, label: "4 hours" },
  { hours: 24, label: "1 day" },
  { hours: 168, label: "1 week" },
];

type MarkMenuProps = Pick<AttentionShared, "isHidden" | "people" | "actions"> & {
  /** What it is about, for screen readers and the dialog: "14 items of Exhausted retries". */
  what: string;
  target: MarkTarget;
  owner: string | null;
};

/** Whose it is, and what else a person can say about it: take it, let it sleep, dismiss it. */
export function MarkMenu(props: MarkMenuProps) {
  const { what, target, owner, isHidden, people } = props;
  const { markItems } = props.actions;
  const [isDismissing, setIsDismissing] = useState(false);
  const { mark, isMarking } = useMark(markItems, target);
  // It sleeps or was dismissed: it can only be brought back.
  if (isHidden) {
    return (
      <Button
        size="sm"
        aria-label={`Reopen ${what}`}
        isPending={isMarking}
        onClick={() => mark({ action: "reopen" }, "Reopened")}
      >
        Reopen
      </Button>
    );
  }
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`${owner ?? "unassigned"}: owner and marks of ${what}`}
            isPending={isMarking}
          >
            <span className="max-w-32 truncate">{owner ?? "unassigned"}</span>
            <ChevronDownIcon size={12} />
          </Button>
        </MenuTrigger>
        <MenuContent>
          <AssignItems owner={owner} people={people} mark={mark} />
          <MenuSeparator />
          <MenuLabel>Snooze for</MenuLabel>
          {SNOOZES.map(({ hours, label }) => (
            <MenuItem key={hours} onSelect={() => mark({ action: "snooze", hours }, `Snoozed for ${label}`)}>
              {label}
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem isDangerous onSelect={() => setIsDismissing(true)}>
            Dismiss…
          </MenuItem>
        </MenuContent>
      </Menu>
      <DismissDialog
        what={what}
        isOpen={isDismissing}
        onOpenChange={setIsDismissing}
        dismiss={(reason) => markItems(target, { action: "dismiss", reason })}
      />
    </>
  );
}

type AssignItemsProps = {
  owner: string | null;
  people: People;
  mark: (given: Mark, done: string) => void;
};

function AssignItems({ owner, people: { me, members }, mark }: AssignItemsProps) {
  const others = members.filter(({ id }) => id !== me);
  return (
    <>
      <MenuItem onSelect={() => mark({ action: "assign", to: me }, "Assigned to you")}>Assign to me</MenuItem>
      {others.length > 0 && (
        <MenuSub>
          <MenuSubTrigger>Assign to</MenuSubTrigger>
          <MenuSubContent>
            {others.map(({ id, name }) => (
              <MenuItem key={id} onSelect={() => mark({ action: "assign", to: id }, `Assigned to ${name}`)}>
                {name}
              </MenuItem>
            ))}
          </MenuSubContent>
        </MenuSub>
      )}
      {owner !== null && (
        <MenuItem onSelect={() => mark({ action: "assign", to: null }, "Nobody owns it now")}>
          Take the owner away
        </MenuItem>
      )}
    </>
  );
}

function useMark(markItems: MarkItems, target: MarkTarget) {
  const [isMarking, start] = useTransition();
  const mark = (given: Mark, done: string) =>
    start(async () => {
      const result = await markItems(target, given).catch(() => null);
      if (result?.ok) toast.success(done);
      else toast.error(result?.message ?? "Gatehouse could not be reached. Nothing was changed; try again.");
    });
  return { mark, isMarking };
}
