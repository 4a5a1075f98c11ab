"use client";
import { parseAsString, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { AttentionGroup } from "./attention-group";
import type { AttentionGroupView, AttentionShared } from "./attention-view";

export type AttentionListProps = AttentionShared & {
  groups: readonly AttentionGroupView[];
  /** In place of groups. */
  empty: ReactNode;
};

/** What waits for a person, by cause. One group is open; which one stands in the URL. */
export function AttentionList({ groups, empty, ...shared }: AttentionListProps) {
  const [open, setOpen] = useQueryState("open", parseAsString);
  if (groups.length === 0) return <Card>{empty}</Card>;
  return (
    <Card className="@container overflow-clip">
      <ul aria-label="What needs attention, by cause" className="divide-y divide-line">
        {groups.map((group) => (
          <li key={group.cause}>
            <AttentionGroup
              {...shared}
              group={group}
              isOpen={open === group.cause}
              onToggle={() => void setOpen(open === group.cause ? null : group.cause)}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
