import { z } from "zod";
import { Instant } from "../instant";
import { MAX_FIELD_VALUE } from "./rule-field";

export const INBOUND_STATES = ["received", "applied", "unmatched", "ignored", "failed"] as const;
export const INBOUND_VERDICTS = [
  "valid",
  "bad_signature",
  "stale",
  "unsigned_exception",
  "malformed",
] as const;

/** Filters of the list of inbound events. All optional; together they narrow. */
export const InboundFilter = z.strictObject({
  provider: z.string().optional(),
  state: z.enum(INBOUND_STATES).optional(),
  verdict: z.enum(INBOUND_VERDICTS).optional(),
  event_id: z.string().max(500).optional(),
  provider_reference: z.string().max(500).optional(),
  check_id: z.uuid().optional(),
  /** The rule that put it away. */
  ignored_by: z.uuid().optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type InboundFilter = z.output<typeof InboundFilter>;

const Reason = z.string().trim().min(3).max(500);

/** `original`: with the version the check is pinned to; `current`: with the one that is published now. */
export const ReplayInboundInput = z.strictObject({
  version: z.enum(["original", "current"]).default("original"),
  reason: Reason.optional(),
});
export type ReplayInboundInput = z.output<typeof ReplayInboundInput>;

export const AttachInboundInput = z.strictObject({ check_id: z.uuid(), reason: Reason.optional() });
export type AttachInboundInput = z.output<typeof AttachInboundInput>;

export const IgnoreInboundInput = z.strictObject({ reason: Reason });
export type IgnoreInboundInput = z.output<typeof IgnoreInboundInput>;

/** Named events, or those that fit a filter and wait in the tray. */
export const IgnoreManyInboundInput = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(200).optional(),
    filter: InboundFilter.optional(),
    reason: Reason,
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
    path: ["ids"],
    message: "either ids or a filter is needed",
  });
export type IgnoreManyInboundInput = z.output<typeof IgnoreManyInboundInput>;

/** `field` is a JSON pointer into `body` or `headers`; without `equals` the event's own value is taken. */
export const CreateIgnoreRuleInput = z.strictObject({
  field: z
    .string()
    .max(300)
    .regex(/^\/(body|headers)\/./, "is a JSON pointer such as /body/type or /headers/x-event"),
  equals: z.string().min(1).max(MAX_FIELD_VALUE).optional(),
  reason: Reason,
});
export type CreateIgnoreRuleInput = z.output<typeof CreateIgnoreRuleInput>;

export const IgnoreRuleFilter = z.strictObject({ provider: z.string().optional() });
export type IgnoreRuleFilter = z.output<typeof IgnoreRuleFilter>;
