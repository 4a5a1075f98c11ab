"use client";
import { useEffect, useRef, useState } from "react";
import { useRouter } from "next/navigation";
import type { TraceItem } from "./trace-item";

/** Many steps come in a burst; they are drawn together. */
const DRAW_EVERY_MS = 120;

/** The trace so far, growing while the run goes on. `isLost` when the stream broke and did not come back. */
export function useTrace({
  first,
  isRunning,
  url,
}: {
  first: readonly TraceItem[];
  isRunning: boolean;
  url: string;
}): { items: readonly TraceItem[]; isLost: boolean } {
  const router = useRouter();
  const [items, setItems] = useState(first);
  const [isLost, setIsLost] = useState(false);
  const nextSeq = useRef(first.length);
  useEffect(() => {
    if (!isRunning) return undefined;
    let waiting: TraceItem[] = [];
    const draw = () => {
      if (waiting.length === 0) return;
      const fresh = waiting;
      waiting = [];
      setItems((known) => [...known, ...fresh]);
    };
    const timer = setInterval(draw, DRAW_EVERY_MS);
    const source = new EventSource(`${url}?after=${nextSeq.current}`);
    source.addEventListener("step", (event: MessageEvent<string>) => {
      const item = JSON.parse(event.data) as TraceItem;
      // After a reconnect the server may repeat what is known.
      if (item.seq < nextSeq.current) return;
      nextSeq.current = item.seq + 1;
      waiting.push(item);
    });
    source.addEventListener("end", () => {
      draw();
      source.close();
      router.refresh();
    });
    source.addEventListener("open", () => setIsLost(false));
    source.addEventListener("error", () => setIsLost(true));
    return () => {
      clearInterval(timer);
      source.close();
    };
  }, [isRunning, url, router]);
  // A stream that broke before the end is made good by the page, which then has all of it.
  const isWhole = isRunning || items.length >= first.length;
  return { items: isWhole ? items : first, isLost: isLost && isRunning };
}
