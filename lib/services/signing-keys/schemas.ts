import { z } from "zod";
import { MAXSIGHT_ENVIRONMENTS } from "@/lib/protocol/environment";

/** `api_base_url` goes with `custom` and only with it; the verb says so by name. Without `secret` one is generated. */
export const CreateSigningKeyInput = z.strictObject({
  environment: z.enum(MAXSIGHT_ENVIRONMENTS),
  api_base_url: z.string().max(500).optional(),
  secret: z.string().max(200).optional(),
});
export type CreateSigningKeyInput = z.output<typeof CreateSigningKeyInput>;

/** How long the replaced key still verifies: 24 hours unless said, at most a week. */
export const RotateSigningKeyInput = z.strictObject({
  overlap_hours: z.number().min(0).max(168).default(24),
});
export type RotateSigningKeyInput = z.output<typeof RotateSigningKeyInput>;
