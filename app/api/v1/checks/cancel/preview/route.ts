import { z } from "zod";
import { PublicCancelPreview, toPublicCancelPreview } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { CancelManyFilter, previewCancel } from "@/lib/services/jobs";

export const POST = route({
  summary: "Count the checks that a cancel of many would end; nothing is ended",
  auth: "apiKey",
  scope: "checks:write",
  audit: "none",
  body: z.strictObject({ filter: CancelManyFilter }),
  status: 200,
  response: PublicCancelPreview,
  handle: async ({ ctx, body }) => toPublicCancelPreview(await previewCancel(ctx, body)),
});
