"use client";
import { RemapDialog } from "@/components/check/remap-dialog";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { AttentionItemView, AttentionShared } from "./attention-view";

const CONSEQUENCES = {
  host: "What is parked for it leaves at the bounded rate. Should the host still fail, it opens again by itself.",
  provider:
    "Calls to the provider leave again at once. Should they still fail, it opens again by itself. No other breaker is touched.",
};

type ItemActionProps = Pick<AttentionShared, "actions"> & {
  item: AttentionItemView;
  /** The only one of its group: the button names what it closes. */
  isAlone?: boolean;
};

/** What mends this one item, where it can be done right here. */
export function ItemAction({ item, actions, isAlone = false }: ItemActionProps) {
  const { breaker, remapCheckId, subject } = item;
  if (breaker !== null) {
    const label = isAlone ? `Close breaker of ${breaker.name}…` : "Close breaker…";
    return (
      <ReasonDialog
        title={`Close the breaker of ${breaker.name}`}
        description={CONSEQUENCES[breaker.scope]}
        confirm="Close breaker"
        done={`Breaker of ${breaker.name} closed`}
        isReasonNeeded
        act={(reason) => actions.closeBreaker(item.key, reason)}
      >
        <Button size="sm" aria-label={`Close breaker of ${breaker.name}…`} className="max-w-full truncate">
          {label}
        </Button>
      </ReasonDialog>
    );
  }
  if (remapCheckId === null) return null;
  return (
    <RemapDialog
      preview={(version) => actions.previewRemap(remapCheckId, version)}
      save={(input) => actions.saveRemap(remapCheckId, input)}
    >
      <Button size="sm" aria-label={`Re-run mapping of the latest check, ${subject}…`}>
        Re-run mapping…
      </Button>
    </RemapDialog>
  );
}
