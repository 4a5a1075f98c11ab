import { z } from "zod";
import { CHECK_STATES } from "@/lib/protocol/states";
import { Instant } from "../instant";

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
  from: Instant.optional(),
  to: Instant.optional(),
});
export type CheckFilter = z.output<typeof CheckFilter>;

/** Why a person ends a check; written into the audit trail. */
export const CancelCheckInput = z.strictObject({ reason: z.string().trim().min(3).max(500) });
export type CancelCheckInput = z.output<typeof CancelCheckInput>;

const Reason = z.string().trim().min(3).max(500);

/** `exchange_id`: the answer the preview showed; when the provider has said something else since, nothing is saved. */
export const RemapInput = z.strictObject({
  version: z.int().min(1),
  reason: Reason,
  exchange_id: z.uuid().optional(),
});
export type RemapInput = z.output<typeof RemapInput>;

/** Names the update, so that a second click does not give up the next one too. */
export const SupersedeUpdateInput = z.strictObject({ update_id: z.string().min(1).max(200), reason: Reason });
export type SupersedeUpdateInput = z.output<typeof SupersedeUpdateInput>;

/** Calling again may bill, so it always needs a reason. */
export const CallAgainInput = z.strictObject({ reason: Reason });
export type CallAgainInput = z.output<typeof CallAgainInput>;

/**
 * A result that a person brings: `output` as the check type demands it (PROTOCOL 11), or for custom checks the decision
 * `{ decision, summary? }`, which may be given as `output` too. `occurred_at` is for monitored checks.
 */
export const SubmitUpdateInput = z
  .strictObject({
    output: z.record(z.string(), z.json()).optional(),
    result: z.union([z.record(z.string(), z.json()), z.string()]).optional(),
    occurred_at: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .optional(),
    reason: Reason.optional(),
  })
  .refine(({ output, result }) => output !== undefined || result !== undefined, {
    path: ["output"],
    message: "output is required",
  });
export type SubmitUpdateInput = z.output<typeof SubmitUpdateInput>;
