import { type SQL, sql } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import type { DriftFlag } from "./schemas";

const DAY_MS = 86_400_000;

export type DriftMoment = { now: Date; silentDays: number };

/* Written as the partial indexes have them, so that a flag that nobody has costs nothing to look for. */
const isMonitoring = sql`${checks.state} = 'monitoring'`;
const isFailing = sql`(${isMonitoring} and ${checks.failingSince} is not null)`;
const isPaused = sql`(${isMonitoring} and ${checks.monitoringPausedAt} is not null)`;
const isStillActive = sql`(${checks.state} = 'cancelled' and ${checks.activeAfterEndAt} is not null)`;

function isSilent(at: DriftMoment): SQL {
  const before = new Date(at.now.getTime() - at.silentDays * DAY_MS).toISOString();
  return sql`(${isMonitoring} and ${checks.heardAt} < ${before}::timestamptz
    and ${checks.monitoringPausedAt} is null)`;
}

/** The condition of one flag on a row of `checks`; never null. */
export function driftCondition(flag: DriftFlag | "any", at: DriftMoment): SQL {
  switch (flag) {
    case "failing":
      return isFailing;
    case "dropped":
      return sql`(${isFailing} and ${checks.failingCode} = 'dropped')`;
    case "silent":
      return isSilent(at);
    case "still_active":
      return isStillActive;
    case "paused":
      return isPaused;
    case "any":
      return sql`(${isFailing} or ${isPaused} or ${isStillActive} or ${isSilent(at)})`;
  }
}

type DriftFacts = Pick<
  typeof checks.$inferSelect,
  "state" | "heardAt" | "failingSince" | "failingCode" | "activeAfterEndAt" | "monitoringPausedAt"
>;

/** The flags of a row of `checks`: the same conditions as `driftCondition`. Pure. */
export function driftFlags(check: DriftFacts, at: DriftMoment): DriftFlag[] {
  if (check.state === "cancelled") return check.activeAfterEndAt === null ? [] : ["still_active"];
  if (check.state !== "monitoring") return [];
  const heardMs = check.heardAt?.getTime() ?? Infinity;
  const isQuiet = heardMs < at.now.getTime() - at.silentDays * DAY_MS;
  const flags: [DriftFlag, boolean][] = [
    ["paused", check.monitoringPausedAt !== null],
    ["failing", check.failingSince !== null],
    ["dropped", check.failingSince !== null && check.failingCode === "dropped"],
    ["silent", isQuiet && check.monitoringPausedAt === null],
  ];
  return flags.flatMap(([flag, isUp]) => (isUp ? [flag] : []));
}
