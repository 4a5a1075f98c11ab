"use client";
import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import type { LiveTopic } from "@/lib/db/changes";
import { LiveFeed, type LiveState } from "./live-feed";

const FeedContext = createContext<LiveFeed | null>(null);

/** Keeps the tab's one connection for everything below it. */
export function LiveProvider({ url, children }: { url: string; children: ReactNode }) {
  const feed = useMemo(() => new LiveFeed(url), [url]);
  useEffect(() => feed.start(), [feed]);
  return <FeedContext value={feed}>{children}</FeedContext>;
}

/** Somebody who does not touch the page does not mind figures that are a few seconds old. */
const IDLE_PAUSE_MS = 10_000;

type LiveOptions = {
  /** At least so long between two calls; ten seconds while nobody touches the page. */
  pauseMs?: number;
};

/**
 * Calls `onDue` when what is shown of `topics` may be old: at once when it has been quiet, otherwise after the pause.
 * While changes cannot be heard it is called every five seconds, and more rarely when nobody touches the page.
 */
export function useLive(
  topics: readonly LiveTopic[],
  onDue: () => void,
  { pauseMs = 1_000 }: LiveOptions = {},
): void {
  const feed = use(FeedContext);
  const call = useEffectEvent(onDue);
  const calledAtMs = useRef(0);
  const names = topics.join();
  useEffect(() => {
    if (feed === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = () => {
      timer = undefined;
      calledAtMs.current = Date.now();
      call();
    };
    const due = () => {
      const waitMs =
        calledAtMs.current + (feed.isIdle ? Math.max(pauseMs, IDLE_PAUSE_MS) : pauseMs) - Date.now();
      timer ??= setTimeout(run, Math.max(0, waitMs));
    };
    const stop = feed.listen({ topics: names.split(",") as LiveTopic[], onDue: due });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [feed, names, pauseMs]);
}

const nothing = () => () => undefined;

/** How the tab hears of changes now. */
export function useLiveState(): LiveState {
  const feed = use(FeedContext);
  return useSyncExternalStore(
    feed === null ? nothing : (onChange) => feed.watchState(onChange),
    () => feed?.state ?? "paused",
    () => "polling",
  );
}
