"use client";
import Link from "next/link";
import { useCallback, useState } from "react";
import { FreshPill } from "@/components/data-table/fresh-pill";
import { BulkResendDialog } from "@/components/jobs/bulk-resend";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { RoleGate } from "@/components/ui/role-gate";
import { Time } from "@/components/ui/time";
import { useClockText } from "@/components/ui/time-context";
import { formatRelative } from "@/lib/format/duration";
import { formatCount, plural } from "@/lib/format/text";
import type { AttentionGroupView, AttentionItemView, AttentionShared } from "./attention-view";
import { ItemAction } from "./item-action";
import { MarkMenu } from "./mark-menu";
import { useItemPages } from "./use-item-pages";

type AttentionItemsProps = AttentionShared & { group: AttentionGroupView };

/** The items of one group, latest first; several can be marked at once. */
export function AttentionItems({ group, ...shared }: AttentionItemsProps) {
  const pages = useItemPages(group, shared.actions.loadItems);
  const [marked, setChosen] = useState<readonly string[]>([]);
  const chosen = marked.filter((key) => pages.items.some((item) => item.key === key));
  const resendable = pages.items.flatMap(({ key, resendId }) =>
    resendId !== null && chosen.includes(key) ? [resendId] : [],
  );
  const toggle = (key: string) =>
    setChosen(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  return (
    <div className="relative border-t border-line bg-sunken/60">
      <div className="pointer-events-none absolute inset-x-0 -top-3.5 z-20 flex justify-center [&_button]:pointer-events-auto">
        <FreshPill fresh={{ count: pages.freshCount, onShow: pages.showFresh }} what="item" />
      </div>
      <ul aria-label={`Items of ${group.title}`} className="divide-y divide-line">
        {pages.items.map((item) => (
          <li key={item.key} className="flex items-start gap-3 px-3.5 py-2.5 text-sm">
            {shared.missingRole === null && (
              <Checkbox
                aria-label={`Select ${item.subject}`}
                className="mt-[3px]"
                checked={chosen.includes(item.key)}
                onChange={() => toggle(item.key)}
              />
            )}
            <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5 @2xl:flex-row @2xl:gap-3">
              <ItemText item={item} />
              <div className="flex max-w-full flex-wrap items-center gap-2 @2xl:justify-end">
                <RoleGate missingRole={shared.missingRole}>
                  <MarkMenu
                    {...shared}
                    what={item.subject}
                    target={{ keys: [item.key] }}
                    owner={item.owner}
                  />
                  {!shared.isHidden && <ItemAction {...shared} item={item} />}
                </RoleGate>
              </div>
            </div>
          </li>
        ))}
      </ul>
      {(chosen.length > 0 || pages.loadMore !== null) && (
        <div className="flex min-h-12 flex-wrap items-center gap-2 border-t border-line px-3.5 py-2 text-sm">
          {chosen.length > 0 && (
            <>
              <output className="font-medium">{formatCount(chosen.length)} selected</output>
              <MarkMenu
                {...shared}
                what={plural(chosen.length, "item")}
                target={{ keys: chosen }}
                owner={null}
              />
              {!shared.isHidden && resendable.length > 0 && (
                <BulkResendDialog
                  filter={{ ids: resendable }}
                  words={`${plural(resendable.length, "item")} you selected`}
                  actions={shared.actions.resend}
                >
                  <Button size="sm">Resend {formatCount(resendable.length)}…</Button>
                </BulkResendDialog>
              )}
            </>
          )}
          {pages.loadMore !== null && (
            <Button size="sm" className="ml-auto" isPending={pages.isLoading} onClick={pages.loadMore}>
              {pages.hasFailed ? "Could not be read, try again" : "Show more"}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function ItemText({ item }: { item: AttentionItemView }) {
  const facts = [
    item.providerName,
    item.size > 1 ? `${formatCount(item.size)} behind it` : null,
    item.attempts > 0 ? plural(item.attempts, "attempt") : null,
  ].filter((fact) => fact !== null);
  return (
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        {item.href === null ? (
          <span className="font-mono text-xs break-all">{item.subject}</span>
        ) : (
          <Link
            href={item.href}
            className="font-mono text-xs break-all underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            {item.subject}
          </Link>
        )}
        <span className="text-muted">{facts.join(" · ")}</span>
        <Time at={item.lastAt} isFocusable={false} className="text-muted" />
      </p>
      <p className="mt-0.5 text-pretty">
        {item.sentence} {item.nextStep && <span className="text-muted">{item.nextStep}</span>}
      </p>
      <ItemMarks item={item} />
    </div>
  );
}

/** When something happens by itself: `in 22 s`, and once that is over `at any moment`. */
function NextTry({ at }: { at: string }) {
  const atMs = Date.parse(at);
  const text = useCallback(
    (nowMs: number) => (atMs <= nowMs ? "at any moment" : formatRelative(atMs, nowMs)),
    [atMs],
  );
  return <span className="whitespace-nowrap">{useClockText(text)}</span>;
}

function ItemMarks({ item }: { item: AttentionItemView }) {
  const { nextAutomaticAt, snoozedUntil, dismissedAt, remark } = item;
  if (!nextAutomaticAt && !snoozedUntil && !dismissedAt && !remark) return null;
  return (
    <p className="mt-0.5 text-muted">
      {nextAutomaticAt && (
        <>
          Gatehouse tries by itself <NextTry at={nextAutomaticAt} />.{" "}
        </>
      )}
      {snoozedUntil && (
        <>
          Sleeps until <Time at={snoozedUntil} as="moment" isFocusable={false} />.{" "}
        </>
      )}
      {dismissedAt && (
        <>
          Dismissed <Time at={dismissedAt} isFocusable={false} />.{" "}
        </>
      )}
      {remark && `“${remark}”`}
    </p>
  );
}
