import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { cutMiddle } from "@/lib/format/text";
import type { ConflictText } from "./bulk-preview";

/** One of those a bulk action would take. ISO time. */
export type SampleItem<Kind extends string> = {
  id: string;
  providerName: string;
  reference: string;
  /** Where it stands: "given up". */
  word: string;
  /** What speaks against it. */
  conflict: Kind | null;
  createdAt: string;
};

type BulkSampleProps<Kind extends string> = {
  items: readonly SampleItem<Kind>[];
  conflicts: Record<Kind, ConflictText>;
};

/** The first of those that stay in. */
export function BulkSample<Kind extends string>({ items, conflicts }: BulkSampleProps<Kind>) {
  return (
    <section aria-label="The oldest of them">
      <h3 className="mb-1.5 text-xs font-medium text-muted">The oldest of them</h3>
      <ul className="divide-y divide-line rounded-md border border-line text-xs">
        {items.map((item) => (
          <li key={item.id} className="flex flex-wrap items-center gap-x-2 gap-y-0.5 px-2.5 py-1.5">
            <span className="max-w-40 truncate font-medium">{item.providerName}</span>
            <span className="font-mono text-muted">{cutMiddle(item.reference)}</span>
            <span className="text-muted">{item.word}</span>
            {item.conflict && <Tag tone="wait">{conflicts[item.conflict].tag}</Tag>}
            <Time at={item.createdAt} isFocusable={false} className="ml-auto text-muted" />
          </li>
        ))}
      </ul>
    </section>
  );
}
