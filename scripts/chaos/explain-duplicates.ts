import type { Arrival } from "@/lib/simulator/receiver";
import type { AttemptRow, NotificationRow } from "./ledger";

export type Explanation =
  | "resent after interruption"
  | "the answer was cut off"
  | "acknowledged twice"
  | "not explained";

/** One explanation for every time that Maxsight was told what it had been told before. */
export function explainDuplicates(
  arrivals: readonly Arrival[],
  notifications: readonly NotificationRow[],
): Explanation[] {
  const taken = new Map<string, number>();
  for (const arrival of arrivals) {
    const isTaken = arrival.status === 200 || arrival.fault === "lost_acknowledgement";
    if (!isTaken || arrival.reference === null) continue;
    const key = keyOf(arrival.reference, arrival.updateId);
    taken.set(key, (taken.get(key) ?? 0) + 1);
  }
  const attempts = new Map(
    notifications.map((row) => [keyOf(row.reference, row.update_id), row.attempts] as const),
  );
  return [...taken].flatMap(([key, times]) => explainAll(times - 1, attempts.get(key) ?? []));
}

const keyOf = (reference: string, updateId: string | null): string => `${reference} ${updateId ?? ""}`;

/** Why there was another attempt follows from how the one before it ended; those that never reached Maxsight explain none. */
function explainAll(duplicates: number, attempts: readonly AttemptRow[]): Explanation[] {
  const causes = attempts.slice(0, -1).map((attempt) => explain(attempt));
  const likely = causes.filter((cause) => cause !== null);
  return Array.from({ length: duplicates }, (_, index) => likely[index] ?? "not explained");
}

function explain({ error_code: code }: AttemptRow): Explanation | null {
  if (code === null) return "acknowledged twice";
  if (code === "interrupted") return "resent after interruption";
  return code === "server_error" ? null : "the answer was cut off";
}
