import { formatDuration } from "@/lib/format/duration";
import type { Tone } from "@/components/ui/tone";

export type Lane = "maxsight" | "gatehouse" | "provider";

type Moment = {
  id: string;
  /** ISO time of its start. */
  at: string;
  durationMs: number | null;
  /** For whom or what the idle time before it was spent: "the applicant", "the next attempt". */
  waitedFor?: string | null;
};

/** One HTTP call; the arrow runs the way the request went. */
export type TimelineExchange = Moment & {
  kind: "exchange";
  from: Lane;
  to: Lane;
  method: string;
  /** As sent, without the host. */
  path: string;
  /** Null: no answer came. */
  status: number | null;
  /** After the status: "again in 5 s", "callback 7220e5c5", "signature valid". */
  note: string | null;
  tone: Extract<Tone, "good" | "bad" | "wait">;
};

/** Something we did ourselves; stands on the middle line. */
export type TimelineStep = Moment & { kind: "step"; tags: readonly { tone: Tone; text: string }[] };

export type TimelineItem = TimelineExchange | TimelineStep;

/** Idle time between two items, folded into a sentence. */
export type TimelineGap = { kind: "gap"; id: string; text: string };

/** What a running check waits for at this moment. */
export type OpenWait = {
  /** ISO time since when. */
  since: string;
  /** Who will call whom when it ends. */
  from: Lane;
  to: Lane;
  text: string;
  /** ISO time that ends the sentence: when something will happen by itself. */
  at?: string;
};

const FOLD_FROM_MS = 10_000;

function endOf(item: TimelineItem): number {
  return Date.parse(item.at) + (item.durationMs ?? 0);
}

/** Puts a sentence wherever nothing happened for ten seconds or more. Items must be in order of time. */
export function foldGaps(items: readonly TimelineItem[]): (TimelineItem | TimelineGap)[] {
  let idleSince = Number.POSITIVE_INFINITY;
  return items.flatMap((item) => {
    const idleMs = Date.parse(item.at) - idleSince;
    idleSince = Math.max(idleSince === Number.POSITIVE_INFINITY ? 0 : idleSince, endOf(item));
    return idleMs >= FOLD_FROM_MS ? [gapBefore(item, idleMs), item] : [item];
  });
}

function gapBefore(item: TimelineItem, idleMs: number): TimelineGap {
  const length = formatDuration(idleMs);
  const text = item.waitedFor ? `waited ${length} for ${item.waitedFor}` : `nothing happened for ${length}`;
  return { kind: "gap", id: `gap-${item.id}`, text };
}

/** Where an arrow stands: which half, and which way it points. */
export function arrowOf(from: Lane, to: Lane): { half: "left" | "right"; points: "left" | "right" } {
  const order: Record<Lane, number> = { maxsight: 0, gatehouse: 1, provider: 2 };
  return {
    half: from === "maxsight" || to === "maxsight" ? "left" : "right",
    points: order[from] < order[to] ? "right" : "left",
  };
}
