"use client";
import { useEffect, useRef, useState, type RefObject } from "react";
import { cn } from "@/components/ui/cn";
import { ArrowUpIcon } from "@/components/ui/icons";
import { formatCount, plural } from "@/lib/format/text";

export type Fresh = { count: number; hasMore?: boolean; onShow: () => void };

const SAY_EVERY_MS = 10_000;

/**
 * Rows that came since the list was read. They wait here until somebody asks, so that nothing moves under a hand. Stands
 * in the line of filters, floats once that is scrolled away, and on a phone always, where there is no room in the line.
 */
export function FreshPill({ fresh, what }: { fresh: Fresh; what: string }) {
  const { count, hasMore = false } = fresh;
  const place = useRef<HTMLSpanElement>(null);
  const isInView = useIsInView(place, count > 0);
  const text = `${formatCount(count)}${hasMore ? "+" : ""} new`;
  const show = () => {
    fresh.onShow();
    if (!isInView) place.current?.scrollIntoView({ block: "start" });
  };
  return (
    <span ref={place} className="inline-flex h-7 scroll-mt-20 items-center">
      <output className="sr-only">
        {useSaid(count === 0 ? "" : `${hasMore ? "More than " : ""}${plural(count, `new ${what}`)}`)}
      </output>
      {count > 0 && (
        <button
          type="button"
          onClick={show}
          className={cn(
            "flex h-[26px] animate-pop-in items-center gap-1.5 rounded-full border border-accent bg-raised px-[9px] text-xs font-medium whitespace-nowrap text-accent transition-colors hover:bg-accent-weak coarse:h-11 coarse:px-4",
            "max-md:fixed max-md:bottom-5 max-md:left-1/2 max-md:z-20 max-md:-translate-x-1/2 max-md:shadow-float",
            !isInView && "md:fixed md:top-15 md:left-1/2 md:z-20 md:-translate-x-1/2 md:shadow-float",
          )}
        >
          {text} <ArrowUpIcon size={12} />
        </button>
      )}
    </span>
  );
}

/** The bar at the top covers what is under it. */
const BELOW_TOP_BAR = "-48px 0px 0px 0px";

function useIsInView(place: RefObject<HTMLElement | null>, isWatched: boolean): boolean {
  const [isInView, setIsInView] = useState(true);
  useEffect(() => {
    const element = place.current;
    if (!isWatched || element === null) return undefined;
    const observer = new IntersectionObserver(([entry]) => setIsInView(entry?.isIntersecting ?? true), {
      rootMargin: BELOW_TOP_BAR,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, isWatched]);
  return isInView;
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
