"use client";
import {
  createContext,
  use,
  useCallback,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import type { Zone } from "@/lib/format/clock";

type TimeSettings = { zone: Zone; setZone: (zone: Zone) => void; renderedAtMs: number };

const TimeContext = createContext<TimeSettings>({ zone: "UTC", setZone: () => undefined, renderedAtMs: 0 });

type TimeProviderProps = {
  initialZone: Zone;
  /** When the server drew the page: the first client render must read the same clock. */
  renderedAtMs: number;
  onZoneChange?: (zone: Zone) => void;
  children: ReactNode;
};

/** The zone times are written in, and the clock that relative times count from. */
export function TimeProvider({ initialZone, renderedAtMs, onZoneChange, children }: TimeProviderProps) {
  const [zone, setZone] = useState(initialZone);
  const settings = useMemo(
    () => ({
      zone,
      renderedAtMs,
      setZone: (next: Zone) => {
        setZone(next);
        onZoneChange?.(next);
      },
    }),
    [zone, renderedAtMs, onZoneChange],
  );
  return <TimeContext value={settings}>{children}</TimeContext>;
}

export function useTimeSettings(): TimeSettings {
  return use(TimeContext);
}

const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

// One timer for every time on the page, none while nothing listens.
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((tell) => tell()), TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** A text that depends on the current time; renders again only when the text changes. */
export function useClockText(textAt: (nowMs: number) => string): string {
  const { renderedAtMs } = useTimeSettings();
  const now = useCallback(() => textAt(Math.floor(Date.now() / TICK_MS) * TICK_MS), [textAt]);
  const atRender = useCallback(() => textAt(renderedAtMs), [textAt, renderedAtMs]);
  return useSyncExternalStore(subscribe, now, atRender);
}
