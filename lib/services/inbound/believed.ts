import { ConflictError } from "@/lib/errors";
import type { EventRow } from "./record-event";

/** Whether an event proved where it comes from, or is a named exception. Only such are ever applied. */
export function isBelieved(event: Pick<EventRow, "verdict">): boolean {
  return event.verdict === "valid" || event.verdict === "unsigned_exception";
}

/** Throws ConflictError for an event that was refused. */
export function requireBelieved(event: Pick<EventRow, "verdict">): void {
  if (isBelieved(event)) return;
  throw new ConflictError("This event did not prove where it comes from, so it is never applied to a check.");
}
