"use client";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { NavItem } from "./nav";

type Shortcut = { keys: readonly string[]; what: string };

const ANYWHERE: readonly Shortcut[] = [
  { keys: ["Ctrl K", "/"], what: "Find any id, provider or page" },
  { keys: ["c"], what: "Copy the link of the row or page" },
  { keys: ["?"], what: "This help" },
];
const IN_LISTS: readonly Shortcut[] = [
  { keys: ["j", "k"], what: "Next and previous row" },
  { keys: ["Enter"], what: "Open the row" },
  { keys: ["x"], what: "Select the row" },
];
const IN_DETAILS: readonly Shortcut[] = [
  { keys: ["[", "]"], what: "Previous and next of the list you came from" },
  { keys: ["r"], what: "Resend the notification" },
];

type ShortcutHelpProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  items: readonly NavItem[];
};

/** Every key the console listens to. */
export function ShortcutHelp({ isOpen, onOpenChange, items }: ShortcutHelpProps) {
  const places = items.flatMap(({ key, label }) =>
    key === undefined ? [] : [{ keys: [`g ${key}`], what: label }],
  );
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      {isOpen && (
        <DialogContent title="Keyboard" className="w-[min(680px,calc(100vw-32px))]">
          <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
            <div className="grid content-start gap-5">
              <Keys title="Anywhere" shortcuts={ANYWHERE} />
              <Keys title="In a list" shortcuts={IN_LISTS} />
              <Keys title="On the page of a row" shortcuts={IN_DETAILS} />
            </div>
            <Keys title="Go to" shortcuts={places} />
          </div>
        </DialogContent>
      )}
    </Dialog>
  );
}

function Keys({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className="mb-1.5 text-xs text-muted">{title}</h3>
      <dl className="grid gap-1.5">
        {shortcuts.map(({ keys, what }) => (
          <div key={what} className="flex items-baseline justify-between gap-4 text-sm">
            <dt>{what}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
