import { z } from "zod";
import { PublicCancelPreview, toPublicCancelPreview } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { CheckSetFilter, previewCancel } from "@/lib/services/jobs";

export const POST = route({
  summary: "Count and sample the checks that a cancel of many would end, with what speaks against it",
  auth: "apiKey",
  scope: "checks:write",
  audit: "none",
  body: z.strictObject({ filter: CheckSetFilter }),
  status: 200,
  response: PublicCancelPreview,
  handle: async ({ ctx, body }) => toPublicCancelPreview(await previewCancel(ctx, body)),
});
