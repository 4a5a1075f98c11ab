import { z } from "zod";
import { ATTENTION_CAUSES } from "./causes";

const ItemKeys = z
  .array(
    z
      .string()
      .max(300)
      .refine(
        (key) => ATTENTION_CAUSES.some((cause) => key.startsWith(`${cause}:`)),
        "must be the key of an item",
      ),
  )
  .min(1)
  .max(200);
const Reason = z.string().trim().min(3).max(500);

/** What a person does about items: whose they are, until when they sleep, why they are none; `reopen` undoes it. */
export const MarkAttentionInput = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("assign"),
    item_keys: ItemKeys,
    /** A member of the tenant; null takes it back. */
    assignee_id: z.uuid().nullable(),
    reason: Reason.optional(),
  }),
  z.strictObject({
    action: z.literal("snooze"),
    item_keys: ItemKeys,
    until: z.coerce.date(),
    reason: Reason.optional(),
  }),
  z.strictObject({ action: z.literal("dismiss"), item_keys: ItemKeys, reason: Reason }),
  z.strictObject({ action: z.literal("reopen"), item_keys: ItemKeys, reason: Reason.optional() }),
]);
export type MarkAttentionInput = z.output<typeof MarkAttentionInput>;
