import { z } from "zod";
import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { SlugParams } from "@/lib/http/resources/provider";
import { PublicValidation, toPublicValidation } from "@/lib/http/resources/validation";
import { route } from "@/lib/http/route";
import { listValidations, runValidation } from "@/lib/services/validations";

export const GET = route({
  summary: "List a provider's validation runs, newest first",
  auth: "apiKey",
  scope: "providers:read",
  audit: "none",
  params: SlugParams,
  query: PageQuery,
  status: 200,
  response: listOf(PublicValidation),
  handle: async ({ ctx, params, query }) =>
    toList(await listValidations(ctx, { slug: params.slug, page: toPageRequest(query) }), toPublicValidation),
});

export const POST = route({
  summary: "Run the validation suite against a provider; it goes on in the background",
  auth: "apiKey",
  scope: "providers:write",
  audit: "provider.validation_started",
  params: SlugParams,
  body: z.strictObject({}),
  status: 202,
  response: PublicValidation,
  handle: async ({ ctx, params }) => toPublicValidation(await runValidation(ctx, params)),
});
