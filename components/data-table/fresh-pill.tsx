"use client";
import { useEffect, useRef, useState } from "react";
import { ArrowUpIcon } from "@/components/ui/icons";
import { formatCount, plural } from "@/lib/format/text";

export type Fresh = { count: number; hasMore?: boolean; onShow: () => void };

const SAY_EVERY_MS = 10_000;

/**
 * Rows that came since the list was read. They wait here until somebody asks, so that nothing moves under a hand; stays
 * in view while the list is scrolled, and takes no room in it.
 */
export function FreshPill({ fresh, what }: { fresh: Fresh; what: string }) {
  const { count, hasMore = false } = fresh;
  const text = `${formatCount(count)}${hasMore ? "+" : ""} new`;
  const show = () => {
    fresh.onShow();
    window.scrollTo({ top: 0 });
  };
  return (
    <div className="sticky top-16 z-20 flex h-0 justify-center">
      <output className="sr-only">
        {useSaid(count === 0 ? "" : `${hasMore ? "More than " : ""}${plural(count, `new ${what}`)}`)}
      </output>
      {count > 0 && (
        <button
          type="button"
          onClick={show}
          className="flex h-7 -translate-y-1/2 animate-pop-in items-center gap-1.5 rounded-full border border-accent bg-raised px-3 text-xs font-medium whitespace-nowrap text-accent shadow-float transition-colors hover:bg-accent-weak coarse:h-11 coarse:px-4"
        >
          <ArrowUpIcon size={12} /> {text}
        </button>
      )}
    </div>
  );
}

/** The text as it may be said: a new one at most every ten seconds, whatever happens meanwhile. */
function useSaid(text: string): string {
  const [said, setSaid] = useState("");
  const saidAtMs = useRef(0);
  useEffect(() => {
    if (text === said) return undefined;
    const timer = setTimeout(
      () => {
        saidAtMs.current = Date.now();
        setSaid(text);
      },
      Math.max(0, saidAtMs.current + SAY_EVERY_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [text, said]);
  return said;
}
