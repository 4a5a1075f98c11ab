import { z } from "zod";
import { PublicResendPreview, toPublicResendPreview } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { previewResend, ResendFilter } from "@/lib/services/jobs";

export const POST = route({
  summary: "Count what a resend would send, and what speaks against it; nothing is sent",
  auth: "apiKey",
  scope: "notifications:write",
  audit: "none",
  body: z.strictObject({ filter: ResendFilter }),
  status: 200,
  response: PublicResendPreview,
  handle: async ({ ctx, body }) => toPublicResendPreview(await previewResend(ctx, body)),
});
