import { z } from "zod";
import type { StoredByHand } from "@/lib/services/checks";
import { PublicUpdate, toPublicUpdate } from "./check";

export const PublicSubmitted = z
  .object({
    stored: z
      .enum(["update", "result", "unchanged"])
      .meta({ description: "`unchanged`: the last update says the same." }),
    check_id: z.uuid(),
    state: z.string(),
    decision: z.string().nullable(),
    update: PublicUpdate.nullable().meta({ description: "Of a monitored check." }),
  })
  .meta({ id: "SubmittedResult" });

/** What became of a result that a person brought about. */
export function toPublicSubmitted({ stored, check, update }: StoredByHand): z.input<typeof PublicSubmitted> {
  return {
    stored,
    check_id: check.id,
    state: check.state,
    decision: check.decision,
    update: update === null ? null : toPublicUpdate(update),
  };
}
