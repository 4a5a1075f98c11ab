import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { keyWords, type KeyMatch, refusedSentence, refusedStep } from "./signature-words";

/** Calls that were refused for one reason with one key id. Times are ISO 8601. */
export type RefusedItem = {
  id: string;
  reason: string;
  keyId: string;
  count: number;
  key: KeyMatch | null;
  isOwnTest: boolean;
  firstAt: string;
  lastAt: string;
};

type RefusedCallsProps = { providerName: string; items: readonly RefusedItem[] };

/** Who called a provider and was turned away, and what to do about it; what our own tests provoked comes last. */
export function RefusedCalls({ providerName, items }: RefusedCallsProps) {
  const own = items.filter(({ isOwnTest }) => isOwnTest);
  const others = items.filter(({ isOwnTest }) => !isOwnTest);
  return (
    <Card className="min-w-0">
      <CardHeader title="Refused calls" note={`of ${providerName}, latest first`} />
      {others.length === 0 ? (
        <EmptyState title="No call was refused" className="py-10">
          Calls whose signature is not good are counted here by key and reason, without their bodies.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {others.map((item) => (
            <RefusedRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      {own.length > 0 && (
        <details className="border-t border-line">
          <summary className="w-full rounded-sm px-3.5 py-2.5 text-sm text-muted hover:text-ink">
            {own.length} more that our own validation and simulator provoked on purpose
          </summary>
          <ul className="divide-y divide-line border-t border-line">
            {own.map((item) => (
              <RefusedRow key={item.id} item={item} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

function RefusedRow({ item }: { item: RefusedItem }) {
  const { tone, word } = keyWords(item.key);
  return (
    <li className="grid gap-1 px-3.5 py-2.5 text-sm">
      <div className="flex items-baseline justify-between gap-3">
        <Status tone={item.isOwnTest ? "none" : "bad"} className="items-baseline">
          <span className="text-pretty whitespace-normal">{refusedSentence(item)}</span>
        </Status>
        <Time at={item.lastAt} className="shrink-0 text-muted" />
      </div>
      <p className="flex flex-wrap items-baseline gap-x-2 pl-4 text-xs text-muted">
        {item.keyId === "" ? (
          "no key id"
        ) : (
          <>
            <code>{item.keyId}</code>
            <Status tone={item.isOwnTest ? "none" : tone}>{word}</Status>
          </>
        )}
        <span>
          · first <Time at={item.firstAt} />
        </span>
      </p>
      {!item.isOwnTest && <p className="pl-4 text-xs text-pretty text-muted">{refusedStep(item)}</p>}
    </li>
  );
}
