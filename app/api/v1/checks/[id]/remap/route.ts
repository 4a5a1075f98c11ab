import { z } from "zod";
import { IdParams } from "@/lib/http/resources/check";
import { PublicRemapPreview, toPublicRemapPreview } from "@/lib/http/resources/remap";
import { PublicSubmitted, toPublicSubmitted } from "@/lib/http/resources/submitted";
import { route } from "@/lib/http/route";
import { previewRemap, RemapInput, saveRemap } from "@/lib/services/checks";

export const GET = route({
  summary: "See what a version makes of the provider's stored answer; nothing is written",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  params: IdParams,
  query: z.strictObject({
    version: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: "The published one when left out." }),
  }),
  status: 200,
  response: PublicRemapPreview,
  handle: async ({ ctx, params, query }) =>
    toPublicRemapPreview(await previewRemap(ctx, { ...params, ...query })),
});

export const POST = route({
  summary: "Store what a version makes of the provider's stored answer",
  auth: "apiKey",
  scope: "checks:write",
  audit: "check.remapped",
  params: IdParams,
  body: RemapInput,
  status: 200,
  response: PublicSubmitted,
  handle: async ({ ctx, params, body }) => toPublicSubmitted(await saveRemap(ctx, { ...params, ...body })),
});
