import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { sentenceCase } from "@/lib/format/text";

/** Something a person changed. ISO time. */
export type ChangeItem = { id: string; at: string; action: string; actor: string; subject: string | null };

const WORDS: Record<string, string> = {
  "provider.created": "Provider registered",
  "provider.published": "Version published",
  "provider.paused": "Provider paused",
  "provider.resumed": "Provider resumed",
  "provider.retired": "Provider retired",
  "signing_key.created": "Signing key added",
  "signing_key.rotated": "Signing key rotated",
  "signing_key.revoked": "Signing key revoked",
  "secret.created": "Secret stored",
  "secret.replaced": "Secret replaced",
};

const MOST = 8;

/** The newest changes of the period: cause beside effect. */
export function WhatChanged({ changes }: { changes: readonly ChangeItem[] }) {
  return (
    <Card className="min-w-0 p-3.5">
      <h2 className="mb-2 text-sm font-semibold">What changed</h2>
      {changes.length === 0 ? (
        <p className="text-sm text-muted">Nobody changed a provider, key or secret in this period.</p>
      ) : (
        <ol className="grid gap-1.5 text-sm">
          {changes.slice(0, MOST).map((change) => (
            <li key={change.id} className="grid grid-cols-[92px_minmax(0,1fr)] gap-1">
              <Time
                at={change.at}
                as="moment"
                isFocusable={false}
                className="font-mono text-xs leading-5 text-muted"
              />
              <span>
                {WORDS[change.action] ?? sentenceCase(change.action.replaceAll(".", " "))}
                <span className="block truncate text-muted" title={change.actor}>
                  {[change.subject, change.actor].filter(Boolean).join(", ")}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
