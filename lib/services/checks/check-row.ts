import type { checks } from "@/lib/db/schema";

/** A check as stored. No bodies: those are in `payloads`. */
export type CheckRow = typeof checks.$inferSelect;
