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

/**
 * What a person does about items: whose they are, until when they sleep, why they are none; `reopen` undoes it.
 * `assignee_id` is a member of the tenant, null takes the item back; `until` belongs to `snooze`, a reason to `dismiss`.
 */
export const MarkAttentionInput = z
  .strictObject({
    action: z.enum(["assign", "snooze", "dismiss", "reopen"]),
    item_keys: ItemKeys,
    assignee_id: z.uuid().nullable().optional(),
    until: z
      .union([z.date(), z.iso.datetime({ offset: true })])
      .transform((value) => new Date(value))
      .optional(),
    reason: Reason.optional(),
  })
  .superRefine((input, context) => {
    const { action, assignee_id: assignee, until, reason } = input;
    const need = (path: string) =>
      context.addIssue({ code: "custom", path: [path], message: `${path} is needed to ${action}` });
    if (action === "assign" && assignee === undefined) need("assignee_id");
    if (action === "snooze" && until === undefined) need("until");
    if (action === "dismiss" && reason === undefined) need("reason");
  });
export type MarkAttentionInput = z.output<typeof MarkAttentionInput>;
