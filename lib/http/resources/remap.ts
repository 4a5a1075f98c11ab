import { z } from "zod";
import type { RemapPreview } from "@/lib/services/checks";
import { PublicDiffEntry, toPublicDiff } from "./diff";
import { Instant } from "./values";

const MaskedOutcome = z.object({
  kind: z.enum(["pending", "result", "errors"]),
  decision: z.string().nullable(),
  masked: z.unknown(),
});

export const PublicRemapPreview = z
  .object({
    exchange: z.object({
      id: z.uuid(),
      operation: z.string(),
      status: z.int().nullable(),
      started_at: Instant,
    }),
    version: z.int(),
    before: MaskedOutcome.nullable(),
    after: MaskedOutcome,
    changes: z.array(PublicDiffEntry).nullable(),
    problems: z.array(z.string()).meta({ description: "What is wrong with the mapping, place by place." }),
    refusal: z.string().nullable().meta({ description: "Why it cannot be saved; null when it can." }),
  })
  .meta({ id: "RemapPreview" });

/** What another version makes of the stored answer. */
export function toPublicRemapPreview(preview: RemapPreview): z.input<typeof PublicRemapPreview> {
  const { exchange } = preview;
  return {
    exchange: {
      id: exchange.id,
      operation: exchange.operation,
      status: exchange.status,
      started_at: exchange.startedAt.toISOString(),
    },
    version: preview.version,
    before: preview.before,
    after: preview.after,
    changes: toPublicDiff(preview.changes),
    problems: preview.problems,
    refusal: preview.refusal,
  };
}
