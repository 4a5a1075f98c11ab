import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { cutMiddle } from "@/lib/format/text";
import type { ConflictKind } from "@/lib/services/jobs";
import type { ResendPreviewView } from "./resend-preview";

const CONFLICT_WORDS: Record<ConflictKind, string> = {
  host_parked: "host parked",
  already_fetched: "fetched",
  retry_pending: "retry to come",
};

/** The first of those that would be sent. */
export function ResendSample({ sample }: Pick<ResendPreviewView, "sample">) {
  return (
    <section aria-label="The oldest of them">
      <h3 className="mb-1.5 text-xs font-medium text-muted">The oldest of them</h3>
      <ul className="divide-y divide-line rounded-md border border-line text-xs">
        {sample.map((item) => (
          <li key={item.id} className="flex flex-wrap items-center gap-x-2 gap-y-0.5 px-2.5 py-1.5">
            <span className="max-w-40 truncate font-medium">{item.providerName}</span>
            <span className="font-mono text-muted">{cutMiddle(item.reference)}</span>
            <span className="text-muted">{item.word.toLowerCase()}</span>
            {item.conflict && <Tag tone="wait">{CONFLICT_WORDS[item.conflict]}</Tag>}
            <Time at={item.createdAt} isFocusable={false} className="ml-auto text-muted" />
          </li>
        ))}
      </ul>
    </section>
  );
}
