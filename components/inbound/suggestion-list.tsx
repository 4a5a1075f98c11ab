"use client";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import { cutMiddle } from "@/lib/format/text";
import { AttachDialog } from "./inbound-actions";

/** An open check that the event may be about. */
export type Suggestion = { id: string; maxsightId: string; state: string; createdAt: string; href: string };

type SuggestionListProps = {
  suggestions: readonly Suggestion[];
  canAct: boolean;
  attach: (checkId: string, reason: string) => Promise<Confirmed>;
};

/** Open checks of the provider that know no provider reference yet. */
export function SuggestionList({ suggestions, canAct, attach }: SuggestionListProps) {
  return (
    <section className="mb-5">
      <h2 className="mb-2.5 text-sm font-semibold">Checks it may be about</h2>
      <Card>
        {suggestions.length === 0 ? (
          <p className="px-3.5 py-3 text-sm text-muted">
            No open check of this provider is without a provider reference. It may be about a check that was
            never started here.
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {suggestions.map((check) => (
              <li key={check.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2 text-sm">
                <Link
                  href={check.href}
                  className="font-mono text-xs underline decoration-line-strong underline-offset-2 hover:decoration-current"
                >
                  {cutMiddle(check.maxsightId)}
                </Link>
                <span className="text-muted">
                  {check.state.replaceAll("_", " ")}, started{" "}
                  <Time at={check.createdAt} isFocusable={false} />
                </span>
                {canAct ? (
                  <span className="ml-auto">
                    <AttachDialog attach={attach} checkId={check.id}>
                      <Button size="sm" aria-label={`Attach to check ${check.maxsightId}…`}>
                        Attach…
                      </Button>
                    </AttachDialog>
                  </span>
                ) : (
                  <Button size="sm" disabled className="ml-auto">
                    Attach…
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </section>
  );
}
