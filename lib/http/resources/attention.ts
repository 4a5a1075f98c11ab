import { z } from "zod";
import {
  type Attention,
  ATTENTION_CAUSES,
  type AttentionGroup,
  type AttentionItem,
} from "@/lib/services/attention";
import { Instant, toInstant } from "./values";

export const AttentionShown = z
  .enum(["open", "hidden"])
  .optional()
  .meta({ description: "`hidden`: what is snoozed, or was dismissed and has not happened again." });

export const PublicAttentionItem = z
  .object({
    key: z.string().meta({ description: "Stable; what marks are put on." }),
    cause: z.enum(ATTENTION_CAUSES),
    first_at: Instant,
    last_at: Instant,
    provider: z.string().nullable().meta({ description: "The provider's slug." }),
    check_id: z.uuid().nullable(),
    reference: z.string().nullable(),
    notification_id: z.uuid().nullable(),
    subject: z.string().meta({ description: "A host, a version, a provider's reference: what it is about." }),
    code: z.string().nullable(),
    sentence: z.string(),
    next_step: z.string().nullable(),
    attempts: z.int(),
    next_automatic_at: Instant.nullable(),
    size: z.int().meta({ description: "How many checks, notifications or events stand behind it." }),
    mark: z
      .object({
        assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(),
        snoozed_until: Instant.nullable(),
        dismissed_at: Instant.nullable(),
        reason: z.string().nullable(),
        by: z.string(),
        at: Instant,
      })
      .nullable(),
  })
  .meta({ id: "AttentionItem" });

/** One thing that waits for a person. */
export function toPublicAttentionItem(item: AttentionItem): z.input<typeof PublicAttentionItem> {
  const { mark } = item;
  return {
    key: item.key,
    cause: item.cause,
    first_at: item.firstAt.toISOString(),
    last_at: item.lastAt.toISOString(),
    provider: item.provider?.slug ?? null,
    check_id: item.check?.id ?? null,
    reference: item.check?.reference ?? null,
    notification_id: item.notificationId,
    subject: item.subject,
    code: item.code,
    sentence: item.sentence,
    next_step: item.nextStep,
    attempts: item.attempts,
    next_automatic_at: toInstant(item.nextAutomaticAt),
    size: item.size,
    mark:
      mark === null
        ? null
        : {
            assignee: mark.assignee,
            snoozed_until: toInstant(mark.snoozedUntil),
            dismissed_at: toInstant(mark.dismissedAt),
            reason: mark.reason,
            by: mark.by,
            at: mark.at.toISOString(),
          },
  };
}

const AboutCount = {
  count: z.int().meta({ description: "Exact up to 1,000." }),
  is_capped: z.boolean().meta({ description: "There are more than `count`." }),
};

export const PublicAttention = z
  .object({
    total: z.object(AboutCount),
    last_cleared_at: Instant.nullable(),
    groups: z.array(
      z.object({
        cause: z.enum(ATTENTION_CAUSES),
        title: z.string(),
        sentence: z.string(),
        ...AboutCount,
        size: z.int(),
        first_at: Instant,
        last_at: Instant,
        providers: z.array(z.string()),
        items: z.array(PublicAttentionItem),
      }),
    ),
  })
  .meta({ id: "Attention" });

/** What waits for a person, by cause. */
export function toPublicAttention(attention: Attention): z.input<typeof PublicAttention> {
  const { total, lastClearedAt, groups } = attention;
  return {
    total: { count: total.count, is_capped: total.isCapped },
    last_cleared_at: toInstant(lastClearedAt),
    groups: groups.map((group) => toPublicGroup(group)),
  };
}

function toPublicGroup(group: AttentionGroup): z.input<typeof PublicAttention>["groups"][number] {
  return {
    cause: group.cause,
    title: group.title,
    sentence: group.sentence,
    count: group.count,
    is_capped: group.isCapped,
    size: group.size,
    first_at: group.firstAt.toISOString(),
    last_at: group.lastAt.toISOString(),
    providers: group.providers.map(({ slug }) => slug),
    items: group.items.map((item) => toPublicAttentionItem(item)),
  };
}
