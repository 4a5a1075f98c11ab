import { z } from "zod";
import type { DiffEntry } from "@/lib/services/structural-diff";

/** One place in which two results differ; values are masked. */
export const PublicDiffEntry = z
  .object({
    kind: z.enum(["added", "removed", "changed"]),
    path: z.string().meta({ description: "A JSON pointer." }),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: "DiffEntry" });

export function toPublicDiff(changes: readonly DiffEntry[] | null): z.input<typeof PublicDiffEntry>[] | null {
  return changes === null ? null : changes.map((entry) => ({ ...entry }));
}
