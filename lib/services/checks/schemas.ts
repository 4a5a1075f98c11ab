import { z } from "zod";
import { CHECK_STATES } from "@/lib/protocol/states";

/** Where a delivery stands: the four rungs of the ladder, as a filter. */
export const LEGS = ["queued", "sent", "acknowledged", "fetched", "unfetched"] as const;

/** Filters of the list of checks. All optional; together they narrow. */
export const CheckFilter = z.strictObject({
  provider: z.string().optional(),
  state: z.enum(CHECK_STATES).optional(),
  outcome: z.enum(["result", "errors"]).optional(),
  decision: z.enum(["PASS", "FAIL", "PARTIAL", "WARN", "ERROR"]).optional(),
  leg: z.enum(LEGS).optional(),
  maxsight_id: z.uuid().optional(),
  reference: z.string().max(200).optional(),
  demo: z.stringbool().optional(),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
});
export type CheckFilter = z.output<typeof CheckFilter>;

/** Why a person ends a check; written into the audit trail. */
export const CancelCheckInput = z.strictObject({ reason: z.string().trim().min(3).max(500) });
export type CancelCheckInput = z.output<typeof CancelCheckInput>;
