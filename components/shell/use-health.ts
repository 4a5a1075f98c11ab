"use client";
import { useEffect, useState } from "react";
import type { SystemNotice } from "./status-strip";

type Part = "ok" | "down";
type Health = { status: string; checks: { postgres: Part; temporal: Part; worker: Part } };

const ASK_EVERY_MS = 10_000;
/** One slow answer is no outage: it has to say so twice in a row. */
const TIMES_TO_SAY = 2;

const UNREACHABLE: SystemNotice = {
  id: "web",
  tone: "bad",
  text: "Gatehouse does not answer. This page shows what it knew last; it goes on by itself.",
};

const NOTICES: Record<keyof Health["checks"], SystemNotice> = {
  postgres: {
    id: "postgres",
    tone: "bad",
    text: "Postgres does not answer: no check can be accepted until it is back.",
    link: { href: "/api/health", label: "Health report" },
  },
  temporal: {
    id: "temporal",
    tone: "park",
    text: "Temporal does not answer: checks are accepted and wait for it; nothing is lost.",
  },
  worker: {
    id: "worker",
    tone: "park",
    text: "No worker is at work: checks are accepted and wait for one; nothing is lost.",
  },
};

/**
 * What is wrong with the instance as a whole, asked every 10 s while the page is looked at. `path` is the tenant's:
 * what waits is there.
 */
export function useHealth(path: string): readonly SystemNotice[] {
  const [notices, setNotices] = useState<readonly SystemNotice[]>([]);
  useEffect(() => {
    let timesInTrouble = 0;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const health = await readHealth();
      const found = health === null ? [UNREACHABLE] : noticesOf(health);
      timesInTrouble = found.length === 0 ? 0 : timesInTrouble + 1;
      if (timesInTrouble === 0 || timesInTrouble >= TIMES_TO_SAY) setNotices(found);
    };
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    void ask();
    return () => clearInterval(timer);
  }, []);
  const link = { href: `${path}/checks?state=accepted&window=all`, label: "What waits" };
  return notices.map((notice) => (notice.tone === "park" ? { ...notice, link } : notice));
}

async function readHealth(): Promise<Health | null> {
  try {
    const answer = await fetch("/api/health", { cache: "no-store" });
    return (await answer.json()) as Health;
  } catch {
    return null;
  }
}

/** A worker cannot be seen without Temporal, so that alone is said. */
function noticesOf({ checks }: Health): SystemNotice[] {
  if (checks.postgres === "down") return [NOTICES.postgres];
  if (checks.temporal === "down") return [NOTICES.temporal];
  return checks.worker === "down" ? [NOTICES.worker] : [];
}
