"use client";
import { useEffect, useEffectEvent, useRef, useTransition } from "react";
import { useRouter } from "next/navigation";
import type { LiveTopic } from "@/lib/db/changes";
import { useLive } from "./live-provider";

type LiveRefreshProps = {
  /** What the page shows. */
  on: readonly LiveTopic[];
  pauseMs?: number;
};

/** Reads the page again, the way it was read first, when something on it changed. Forms and open rows keep their state. */
export function LiveRefresh({ on, pauseMs = 1_000 }: LiveRefreshProps) {
  const router = useRouter();
  const [isReading, start] = useTransition();
  const isDue = useRef(false);
  const read = () => {
    isDue.current = isReading;
    if (!isReading) start(() => router.refresh());
  };
  const readAgain = useEffectEvent(() => {
    if (isDue.current) read();
  });
  // What changed while the page was being read may not be on it.
  useEffect(() => {
    if (!isReading) readAgain();
  }, [isReading]);
  useLive(on, read, { pauseMs });
  return null;
}
